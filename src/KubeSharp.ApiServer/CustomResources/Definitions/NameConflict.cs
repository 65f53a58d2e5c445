namespace KubeSharp.ApiServer.CustomResources.Definitions;

/// <summary>Why the names of a definition are not accepted.</summary>
internal sealed record NameConflict(string Reason, string Message);
