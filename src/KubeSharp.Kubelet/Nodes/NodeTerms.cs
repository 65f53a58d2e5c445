using System.Globalization;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>Whether a node fits a term of a pod's required node affinity.</summary>
internal static class NodeTerms
{
    public static bool Match(NodeSelectorTerm term, Node node)
    {
        if (term.MatchExpressions.IsEmpty && term.MatchFields.IsEmpty)
        {
            return false;
        }
        foreach (var requirement in term.MatchExpressions)
        {
            if (!Match(requirement, node.Metadata.Labels.TryGetValue(requirement.Key, out var value) ? value : null))
            {
                return false;
            }
        }
        foreach (var requirement in term.MatchFields)
        {
            if (!Match(requirement, requirement.Key == "metadata.name" ? node.Metadata.Name : null))
            {
                return false;
            }
        }
        return true;
    }

    private static bool Match(NodeSelectorRequirement requirement, string? value) => requirement.Operator switch
    {
        NodeSelectorOperator.NodeSelectorOpIn => value is not null && requirement.Values.Contains(value),
        NodeSelectorOperator.NodeSelectorOpNotIn => value is null || !requirement.Values.Contains(value),
        NodeSelectorOperator.NodeSelectorOpExists => value is not null,
        NodeSelectorOperator.NodeSelectorOpDoesNotExist => value is null,
        NodeSelectorOperator.NodeSelectorOpGt => Compare(value, requirement) > 0,
        NodeSelectorOperator.NodeSelectorOpLt => Compare(value, requirement) < 0,
        _ => false,
    };

    private static int Compare(string? value, NodeSelectorRequirement requirement) =>
        requirement.Values.Count == 1
        && long.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
        && long.TryParse(requirement.Values[0], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var bound)
            ? number.CompareTo(bound)
            : 0;
}
