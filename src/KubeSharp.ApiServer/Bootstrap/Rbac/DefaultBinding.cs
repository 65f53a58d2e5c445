using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>A binding that every cluster has.</summary>
internal sealed record DefaultBinding(string Name, string RoleKind, string RoleName, params ApiList<Subject> Subjects)
{
    private const string Group = "rbac.authorization.k8s.io";

    /// <summary>"" for a ClusterRoleBinding.</summary>
    public string Namespace { get; init; } = "";

    public static Subject ToGroup(string name) => new() { Kind = "Group", APIGroup = Group, Name = name };

    public static Subject ToUser(string name) => new() { Kind = "User", APIGroup = Group, Name = name };

    public static Subject ToServiceAccount(string name) => new() { Kind = "ServiceAccount", Namespace = "kube-system", Name = name };
}
