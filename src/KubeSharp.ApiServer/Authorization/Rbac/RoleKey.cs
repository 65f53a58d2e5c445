namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <param name="Namespace">"" for a ClusterRole.</param>
internal readonly record struct RoleKey(string Namespace, string Name);
