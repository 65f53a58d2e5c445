using static KubeSharp.ApiServer.Bootstrap.Rbac.Rules;

namespace KubeSharp.ApiServer.Bootstrap.Rbac;

/// <summary>One role for each controller; each is bound to the ServiceAccount of the same name in kube-system.</summary>
internal static class ControllerRoles
{
    public const string Prefix = "system:controller:";

    public static IReadOnlyList<DefaultRole> All { get; } = [.. WorkloadControllerRoles.All, .. ClusterControllerRoles.All];

    public static DefaultRole Of(string controller, params KubeSharp.Api.ApiList<KubeSharp.Api.Rbac.V1.PolicyRule> rules) => new(Prefix + controller, rules);
}
