using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>spec.affinity.</summary>
internal static class AffinityChecks
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";
    private const string WeightRange = "must be in the range 1-100";

    public static void Validate(ErrorList errors, FieldPath spec, Affinity? affinity)
    {
        if (affinity is null)
        {
            return;
        }

        var path = spec.Child("affinity");
        if (affinity.NodeAffinity is { } node)
        {
            Node(errors, path.Child("nodeAffinity"), node);
        }

        if (affinity.PodAffinity is { } pod)
        {
            Pods(
                errors, path.Child("podAffinity"),
                pod.RequiredDuringSchedulingIgnoredDuringExecution, pod.PreferredDuringSchedulingIgnoredDuringExecution);
        }

        if (affinity.PodAntiAffinity is { } anti)
        {
            Pods(
                errors, path.Child("podAntiAffinity"),
                anti.RequiredDuringSchedulingIgnoredDuringExecution, anti.PreferredDuringSchedulingIgnoredDuringExecution);
        }
    }

    private static void Node(ErrorList errors, FieldPath path, NodeAffinity affinity)
    {
        if (affinity.RequiredDuringSchedulingIgnoredDuringExecution is { } required)
        {
            NodeSelectorChecks.Validate(errors, path.Child(Required), required);
        }

        for (var i = 0; i < affinity.PreferredDuringSchedulingIgnoredDuringExecution.Count; i++)
        {
            var term = affinity.PreferredDuringSchedulingIgnoredDuringExecution[i];
            var termPath = path.Child(Preferred).Index(i);
            Weight(errors, termPath, term.Weight);
            NodeSelectorChecks.Term(errors, termPath.Child("preference"), term.Preference, checkValues: false);
        }
    }

    private static void Pods(ErrorList errors, FieldPath path, ApiList<PodAffinityTerm> required, ApiList<WeightedPodAffinityTerm> preferred)
    {
        for (var i = 0; i < required.Count; i++)
        {
            Term(errors, path.Child(Required).Index(i), required[i]);
        }

        for (var i = 0; i < preferred.Count; i++)
        {
            var termPath = path.Child(Preferred).Index(i);
            Weight(errors, termPath, preferred[i].Weight);
            Term(errors, termPath.Child("podAffinityTerm"), preferred[i].PodAffinityTerm);
        }
    }

    private static void Weight(ErrorList errors, FieldPath path, int weight)
    {
        if (weight is <= 0 or > 100)
        {
            errors.InvalidNumber(path.Child("weight"), weight, WeightRange);
        }
    }

    private static void Term(ErrorList errors, FieldPath path, PodAffinityTerm term)
    {
        LabelSelectorChecks.Validate(errors, path, "labelSelector", term.LabelSelector);
        LabelSelectorChecks.Validate(errors, path, "namespaceSelector", term.NamespaceSelector);
        foreach (var name in term.Namespaces)
        {
            NameChecks.Dns1123Label(errors, path, "namespace", name);
        }

        LabelKeys(errors, path, "matchLabelKeys", term.MatchLabelKeys, term.LabelSelector);
        LabelKeys(errors, path, "mismatchLabelKeys", term.MismatchLabelKeys, term.LabelSelector);
        KeyOverlap(errors, path, term);
        if (term.TopologyKey.Length == 0)
        {
            errors.Required(path.Child("topologyKey"), "can not be empty");
        }

        NameChecks.QualifiedName(errors, path, "topologyKey", term.TopologyKey);
    }

    private static void LabelKeys(ErrorList errors, FieldPath path, string field, ApiList<string> keys, LabelSelector? selector)
    {
        if (keys.Count == 0)
        {
            return;
        }

        if (selector is null)
        {
            errors.Forbidden(path.Child(field), "must not be specified when labelSelector is not set");
            return;
        }

        for (var i = 0; i < keys.Count; i++)
        {
            NameChecks.QualifiedName(errors, path.Child(field).Index(i), null, keys[i]);
        }
    }

    /// <summary>A key stands either in the selector or in one of the two lists.</summary>
    private static void KeyOverlap(ErrorList errors, FieldPath path, PodAffinityTerm term)
    {
        for (var i = 0; i < term.MatchLabelKeys.Count; i++)
        {
            var key = term.MatchLabelKeys[i];
            if (term.LabelSelector is { } selector)
            {
                // The selector already holds one expression made from the key itself.
                var uses = selector.MatchLabels.ContainsKey(key) ? 1 : 0;
                foreach (var expression in selector.MatchExpressions)
                {
                    uses += expression.Key == key ? 1 : 0;
                }

                if (uses > 1)
                {
                    errors.InvalidText(path.Index(i), key, "exists in both matchLabelKeys and labelSelector");
                }
            }

            if (term.MismatchLabelKeys.FindIndex(k => k == key) >= 0)
            {
                errors.InvalidText(path.Child("matchLabelKeys").Index(i), key, "exists in both matchLabelKeys and mismatchLabelKeys");
            }
        }
    }
}
