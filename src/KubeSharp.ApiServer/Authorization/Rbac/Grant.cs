namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>A rule that a user has, and by what.</summary>
/// <param name="Reason">Upstream's words, shown by access reviews.</param>
internal readonly record struct Grant(CompiledRule Rule, string Reason);
