namespace KubeSharp.Chaos.Tests.Clients;

/// <summary>An acknowledged deletion, which does not come with a revision.</summary>
internal sealed record Deletion(string Key, long Begin, long End);
