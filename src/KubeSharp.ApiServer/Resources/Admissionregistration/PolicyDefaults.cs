using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Admissionregistration;

/// <summary>Defaults of which requests policies and bindings are about.</summary>
internal static class PolicyDefaults
{
    private static readonly LabelSelector Everything = new();
    private static readonly Func<NamedRuleWithOperations, NamedRuleWithOperations> Rule = static r => r.Scope is null ? r with { Scope = "*" } : r;

    /// <summary>The same object if nothing is missing.</summary>
    public static MatchResources? Of(MatchResources? resources)
    {
        if (resources is null)
        {
            return null;
        }

        var rules = resources.ResourceRules.Map(Rule);
        var exclusions = resources.ExcludeResourceRules.Map(Rule);
        return resources is { MatchPolicy: not null, NamespaceSelector: not null, ObjectSelector: not null }
            && rules.SameAs(resources.ResourceRules) && exclusions.SameAs(resources.ExcludeResourceRules)
            ? resources
            : resources with
            {
                MatchPolicy = resources.MatchPolicy ?? "Equivalent",
                NamespaceSelector = resources.NamespaceSelector ?? Everything,
                ObjectSelector = resources.ObjectSelector ?? Everything,
                ResourceRules = rules,
                ExcludeResourceRules = exclusions,
            };
    }
}
