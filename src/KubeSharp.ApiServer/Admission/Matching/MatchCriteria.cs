using KubeSharp.Api;
using KubeSharp.Api.Admissionregistration.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Admission.Matching;

/// <summary>Which requests a webhook or policy is about, ready for use. Configurations have been validated, so making one does not fail.</summary>
internal sealed class MatchCriteria
{
    public required IReadOnlyList<ResourceRule> Rules { get; init; }

    /// <summary>Requests that are not meant although <see cref="Rules"/> match.</summary>
    public IReadOnlyList<ResourceRule> Exclusions { get; init; } = [];

    /// <summary>Without rules everything is meant; otherwise nothing.</summary>
    public bool MatchesAllWithoutRules { get; init; }

    public required LabelMatcher Namespaces { get; init; }

    public required LabelMatcher Objects { get; init; }

    /// <summary>A rule for one version of a resource is about requests in its other versions too (matchPolicy Equivalent).</summary>
    public required bool Equivalent { get; init; }

    public static MatchCriteria Of(
        ApiList<RuleWithOperations> rules, string? matchPolicy, LabelSelector? namespaces, LabelSelector? objects) => new()
        {
            Rules = [.. rules.Select(ResourceRule.Of)],
            Namespaces = Matcher(namespaces),
            Objects = Matcher(objects),
            Equivalent = matchPolicy is null or "Equivalent",
        };

    /// <summary>Those of an admission policy or its binding.</summary>
    public static MatchCriteria Of(MatchResources resources) => new()
    {
        Rules = [.. resources.ResourceRules.Select(ResourceRule.Of)],
        Exclusions = [.. resources.ExcludeResourceRules.Select(ResourceRule.Of)],
        MatchesAllWithoutRules = true,
        Namespaces = Matcher(resources.NamespaceSelector),
        Objects = Matcher(resources.ObjectSelector),
        Equivalent = resources.MatchPolicy is null or "Equivalent",
    };

    private static LabelMatcher Matcher(LabelSelector? selector) => selector is null ? LabelMatcher.Everything : LabelSelectors.ToMatcher(selector);
}
