using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Authentication.Tokens;

namespace KubeSharp.ApiServer.Authorization.Rbac;

/// <summary>Subjects as keys of an index: users and ServiceAccounts by user name, groups by name.</summary>
internal static class SubjectKeys
{
    public const string UserKind = "User";
    public const string GroupKind = "Group";
    public const string ServiceAccountKind = "ServiceAccount";

    public static string ForUser(string name) => "u:" + name;

    public static string ForGroup(string name) => "g:" + name;

    /// <summary>Null for a subject of an unknown kind: it grants nothing.</summary>
    public static string? Of(Subject subject, string bindingNamespace)
    {
        switch (subject.Kind)
        {
            case UserKind:
                return ForUser(subject.Name);
            case GroupKind:
                return ForGroup(subject.Name);
            case ServiceAccountKind:
                var ns = NamespaceOf(subject, bindingNamespace);
                return ns.Length > 0 ? ForUser(ServiceAccountUsers.NameOf(ns, subject.Name)) : null;
            default:
                return null;
        }
    }

    public static string NamespaceOf(Subject subject, string bindingNamespace) =>
        subject.Namespace.Length > 0 ? subject.Namespace : bindingNamespace;
}
