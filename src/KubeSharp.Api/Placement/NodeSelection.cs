using System.Globalization;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Api.Placement;

/// <summary>Whether a node matches the selector and the required affinity of a pod.</summary>
public static class NodeSelection
{
    public static bool Constrains(PodSpec spec) =>
        spec.NodeSelector.Count > 0 || spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not null;

    public static bool Matches(PodSpec spec, Core.V1.Node node)
    {
        foreach (var (key, value) in spec.NodeSelector)
        {
            if (node.Metadata.Labels.GetValueOrDefault(key) != value)
            {
                return false;
            }
        }

        return spec.Affinity?.NodeAffinity?.RequiredDuringSchedulingIgnoredDuringExecution is not { } required || Matches(required, node);
    }

    /// <summary>Terms are alternatives; no term matches nothing.</summary>
    public static bool Matches(NodeSelector selector, Core.V1.Node node)
    {
        foreach (var term in selector.NodeSelectorTerms)
        {
            if (Matches(term, node))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>All expressions have to hold; a term without any matches nothing.</summary>
    public static bool Matches(NodeSelectorTerm term, Core.V1.Node node)
    {
        if (term.MatchExpressions.Count == 0 && term.MatchFields.Count == 0)
        {
            return false;
        }

        foreach (var expression in term.MatchExpressions)
        {
            if (!Holds(expression, node.Metadata.Labels.GetValueOrDefault(expression.Key)))
            {
                return false;
            }
        }

        foreach (var field in term.MatchFields)
        {
            if (!Holds(field, field.Key == "metadata.name" ? node.Metadata.Name : null))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Holds(NodeSelectorRequirement requirement, string? value) => requirement.Operator switch
    {
        "In" => value is not null && requirement.Values.Contains(value),
        "NotIn" => value is null || !requirement.Values.Contains(value),
        "Exists" => value is not null,
        "DoesNotExist" => value is null,
        "Gt" => Compare(value, requirement) > 0,
        "Lt" => Compare(value, requirement) < 0,
        _ => false,
    };

    /// <summary>0 where one of the two is not a number.</summary>
    private static int Compare(string? value, NodeSelectorRequirement requirement) =>
        requirement.Values.Count == 1
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var actual)
        && long.TryParse(requirement.Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? actual.CompareTo(bound)
            : 0;
}
