namespace KubeSharp.ApiServer.Audit;

/// <summary>The object of a request, as far as it is known.</summary>
internal readonly record struct AuditTarget(string Namespace, string Name, string Uid, string ResourceVersion);
