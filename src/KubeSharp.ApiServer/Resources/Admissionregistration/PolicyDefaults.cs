using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>Defaults of which requests policies and bindings are about.</summary>
internal static class PolicyDefaults
{
    private static readonly LabelSelector Everything = new();
    private static readonly Func<NamedRuleWithOperations, NamedRuleWithOperations> Rule = static r => r.Scope is null ? r with { Scope = "*" } : r;

    public static MatchResources? Of(MatchResources? resources) => resources is null
        ? null
        : resources with
        {
            MatchPolicy = resources.MatchPolicy ?? "Equivalent",
            NamespaceSelector = resources.NamespaceSelector ?? Everything,
            ObjectSelector = resources.ObjectSelector ?? Everything,
            ResourceRules = resources.ResourceRules.Map(Rule),
            ExcludeResourceRules = resources.ExcludeResourceRules.Map(Rule),
        };
}
