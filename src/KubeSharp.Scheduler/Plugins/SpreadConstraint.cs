using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Placement;
using KubeSharp.Scheduler.Spreading;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>One topology spread constraint of a pod, prepared for matching.</summary>
internal sealed class SpreadConstraint
{
    private readonly string _namespace;
    private readonly LabelSelector _selector;
    private readonly bool _honorAffinity;
    private readonly bool _honorTaints;

    private SpreadConstraint(Pod pod, TopologySpreadConstraint constraint)
    {
        _namespace = pod.Metadata.Namespace;
        _selector = WithMatchLabelKeys(constraint, pod);
        _honorAffinity = constraint.NodeAffinityPolicy is null or "Honor";
        _honorTaints = constraint.NodeTaintsPolicy == "Honor";
        TopologyKey = constraint.TopologyKey;
        MaxSkew = constraint.MaxSkew;
        MinDomains = constraint.MinDomains ?? 1;
    }

    public string TopologyKey { get; }

    public int MaxSkew { get; }

    public int MinDomains { get; }

    public static IReadOnlyList<SpreadConstraint> Of(Pod pod, string whenUnsatisfiable)
    {
        if (pod.Spec.TopologySpreadConstraints.Count == 0)
        {
            return [];
        }

        return [.. pod.Spec.TopologySpreadConstraints
            .Where(constraint => constraint.WhenUnsatisfiable == whenUnsatisfiable)
            .Select(constraint => new SpreadConstraint(pod, constraint))];
    }

    /// <summary>How pods of one service or owner are spread if they do not say: rather over nodes, and over zones.</summary>
    public static IReadOnlyList<SpreadConstraint> Defaults(Pod pod, ISpreadSelectors selectors) => selectors.SelectorOf(pod) is { } selector
        ? [new SpreadConstraint(pod, Default("kubernetes.io/hostname", 3, selector)), new SpreadConstraint(pod, Default("topology.kubernetes.io/zone", 5, selector))]
        : [];

    private static TopologySpreadConstraint Default(string key, int maxSkew, LabelSelector selector) => new()
    {
        TopologyKey = key,
        MaxSkew = maxSkew,
        WhenUnsatisfiable = "ScheduleAnyway",
        LabelSelector = selector,
    };

    public bool Matches(string ns, ApiMap<string> labels) => ns == _namespace && LabelSelectors.Matches(_selector, labels);

    /// <summary>Whether pods count wherever they are.</summary>
    public bool IncludesAnyNode(Pod pod) => !_honorTaints && (!_honorAffinity || !NodeSelection.Constrains(pod.Spec));

    /// <summary>Pods on this node count: it is one the pod could go to, as far as the constraint's policies care.</summary>
    public bool Includes(Pod pod, Node node)
    {
        if (_honorAffinity && !NodeSelection.Matches(pod.Spec, node))
        {
            return false;
        }

        if (_honorTaints)
        {
            foreach (var taint in node.Spec.Taints)
            {
                if (taint.Effect is TaintEffect.NoSchedule or TaintEffect.NoExecute && !Tolerations.Tolerate(pod.Spec.Tolerations, taint))
                {
                    return false;
                }
            }
        }

        return true;
    }

    private static LabelSelector WithMatchLabelKeys(TopologySpreadConstraint constraint, Pod pod)
    {
        var selector = constraint.LabelSelector ?? new LabelSelector { MatchExpressions = [new LabelSelectorRequirement { Key = "none", Operator = "In" }] };
        foreach (var key in constraint.MatchLabelKeys)
        {
            if (pod.Metadata.Labels.TryGetValue(key, out var value))
            {
                selector = selector with { MatchLabels = selector.MatchLabels.Set(key, value) };
            }
        }

        return selector;
    }
}
