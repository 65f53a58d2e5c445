using KubeSharp.Api.Rbac.V1;

namespace KubeSharp.ApiServer.Resources.Rbac;

/// <summary>API groups of roles and subjects, where they are not named.</summary>
internal static class BindingDefaults
{
    public static Func<Subject, Subject> Subject { get; } = static s =>
        s is { APIGroup.Length: 0, Kind: "User" or "Group" } ? s with { APIGroup = RbacChecks.Group } : s;

    public static RoleRef Role(RoleRef role) => role.APIGroup.Length > 0 ? role : role with { APIGroup = RbacChecks.Group };
}
