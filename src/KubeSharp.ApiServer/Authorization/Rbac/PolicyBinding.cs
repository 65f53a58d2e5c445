using KubeSharp.Api;
using KubeSharp.Api.Rbac.V1;

namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>A RoleBinding (with a namespace) or a ClusterRoleBinding.</summary>
internal sealed record PolicyBinding(string Namespace, string Name, RoleRef RoleRef, ApiList<Subject> Subjects)
{
    public RoleKey Role => new(RoleRef.Kind == "Role" ? Namespace : "", RoleRef.Name);

    public string Describe(Subject subject)
    {
        var kind = Namespace.Length > 0 ? "RoleBinding" : "ClusterRoleBinding";
        var name = Namespace.Length > 0 ? $"{Name}/{Namespace}" : Name;
        var who = subject.Kind == SubjectKeys.ServiceAccountKind ? $"{subject.Name}/{SubjectKeys.NamespaceOf(subject, Namespace)}" : subject.Name;
        return $"RBAC: allowed by {kind} \"{name}\" of {RoleRef.Kind} \"{RoleRef.Name}\" to {subject.Kind} \"{who}\"";
    }
}
