using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>While scheduling gates hold a pod back, its node selector and node affinity may become narrower.</summary>
internal static class GatedPodChecks
{
    /// <summary>Checks the two fields and returns the spec with those of the old one in their place.</summary>
    public static PodSpec Mask(ErrorList errors, PodSpec spec, PodSpec old)
    {
        if (spec.NodeSelector != old.NodeSelector)
        {
            NodeSelector(errors, spec.NodeSelector, old.NodeSelector);
            spec = spec with { NodeSelector = old.NodeSelector };
        }

        var affinity = spec.Affinity?.NodeAffinity;
        var oldAffinity = old.Affinity?.NodeAffinity;
        if (affinity == oldAffinity)
        {
            return spec;
        }

        NodeAffinity(errors, affinity, oldAffinity);
        return spec with
        {
            Affinity = old.Affinity is null && spec.Affinity is { PodAffinity: null, PodAntiAffinity: null }
                ? null
                : (spec.Affinity ?? new Affinity()) with { NodeAffinity = oldAffinity },
        };
    }

    private static void NodeSelector(ErrorList errors, ApiMap<string> selector, ApiMap<string> old)
    {
        foreach (var (key, value) in old)
        {
            if (selector.GetValueOrDefault(key) != value)
            {
                errors.Invalid(
                    PodChecks.Spec.Child("nodeSelector"),
                    ValueText.Map(selector),
                    "only additions to spec.nodeSelector are allowed (no mutations or deletions)");
                return;
            }
        }
    }

    private static void NodeAffinity(ErrorList errors, NodeAffinity? affinity, NodeAffinity? old)
    {
        var oldTerms = old?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? default;
        var terms = affinity?.RequiredDuringSchedulingIgnoredDuringExecution?.NodeSelectorTerms ?? default;
        if (oldTerms.Count == 0)
        {
            return;
        }

        var path = PodChecks.Spec.Child("affinity").Child("nodeAffinity").Child("requiredDuringSchedulingIgnoredDuringExecution")
            .Child("nodeSelectorTerms");
        if (terms.Count != oldTerms.Count)
        {
            errors.Invalid(path, $"[{terms.Count} terms]", "no additions/deletions to non-empty NodeSelectorTerms list are allowed");
            return;
        }

        for (var i = 0; i < terms.Count; i++)
        {
            if (!OnlyAdds(terms[i].MatchExpressions, oldTerms[i].MatchExpressions) || !OnlyAdds(terms[i].MatchFields, oldTerms[i].MatchFields))
            {
                errors.Invalid(path.Index(i), "[node selector term]", "only additions are allowed (no mutations or deletions)");
            }
        }
    }

    private static bool OnlyAdds(ApiList<NodeSelectorRequirement> requirements, ApiList<NodeSelectorRequirement> old)
    {
        if (requirements.Count < old.Count || (old.Count == 0 && requirements.Count > 0))
        {
            return old.Count == 0;
        }

        for (var i = 0; i < old.Count; i++)
        {
            if (requirements[i] != old[i])
            {
                return false;
            }
        }

        return true;
    }
}
