using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>
/// Turns matchLabelKeys and mismatchLabelKeys into expressions over the values that the new pod itself has, so that the
/// scheduler needs to look at selectors only (KEP-3633, KEP-3243).
/// </summary>
internal static class MatchLabelKeys
{
    public static PodSpec Apply(PodSpec spec, ApiMap<string> labels)
    {
        var constraints = spec.TopologySpreadConstraints;
        for (var i = 0; i < constraints.Count; i++)
        {
            if (constraints[i] is { LabelSelector: { } selector, MatchLabelKeys.Count: > 0 } constraint)
            {
                constraints = constraints.SetItem(
                    i, constraint with { LabelSelector = Extend(selector, constraint.MatchLabelKeys, "In", labels) });
            }
        }

        if (!constraints.Span.SequenceEqual(spec.TopologySpreadConstraints.Span))
        {
            spec = spec with { TopologySpreadConstraints = constraints };
        }

        if (spec.Affinity is not { } affinity || (affinity.PodAffinity is null && affinity.PodAntiAffinity is null))
        {
            return spec;
        }

        var changed = affinity with
        {
            PodAffinity = affinity.PodAffinity is { } together
                ? together with
                {
                    RequiredDuringSchedulingIgnoredDuringExecution = Terms(together.RequiredDuringSchedulingIgnoredDuringExecution, labels),
                    PreferredDuringSchedulingIgnoredDuringExecution = Terms(together.PreferredDuringSchedulingIgnoredDuringExecution, labels),
                }
                : null,
            PodAntiAffinity = affinity.PodAntiAffinity is { } apart
                ? apart with
                {
                    RequiredDuringSchedulingIgnoredDuringExecution = Terms(apart.RequiredDuringSchedulingIgnoredDuringExecution, labels),
                    PreferredDuringSchedulingIgnoredDuringExecution = Terms(apart.PreferredDuringSchedulingIgnoredDuringExecution, labels),
                }
                : null,
        };
        return spec with { Affinity = changed };
    }

    private static ApiList<PodAffinityTerm> Terms(ApiList<PodAffinityTerm> terms, ApiMap<string> labels)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            terms = Uses(terms[i]) ? terms.SetItem(i, Term(terms[i], labels)) : terms;
        }

        return terms;
    }

    private static ApiList<WeightedPodAffinityTerm> Terms(ApiList<WeightedPodAffinityTerm> terms, ApiMap<string> labels)
    {
        for (var i = 0; i < terms.Count; i++)
        {
            terms = Uses(terms[i].PodAffinityTerm)
                ? terms.SetItem(i, terms[i] with { PodAffinityTerm = Term(terms[i].PodAffinityTerm, labels) })
                : terms;
        }

        return terms;
    }

    private static bool Uses(PodAffinityTerm term) => term.LabelSelector is not null && term.MatchLabelKeys.Count + term.MismatchLabelKeys.Count > 0;

    private static PodAffinityTerm Term(PodAffinityTerm term, ApiMap<string> labels) => term with
    {
        LabelSelector = Extend(Extend(term.LabelSelector!, term.MatchLabelKeys, "In", labels), term.MismatchLabelKeys, "NotIn", labels),
    };

    private static LabelSelector Extend(LabelSelector selector, ApiList<string> keys, string op, ApiMap<string> labels)
    {
        var expressions = selector.MatchExpressions;
        foreach (var key in keys)
        {
            if (labels.TryGetValue(key, out var value))
            {
                expressions = expressions.Add(new LabelSelectorRequirement { Key = key, Operator = op, Values = [value] });
            }
        }

        return selector with { MatchExpressions = expressions };
    }
}
