using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Cache;

/// <summary>Whether labels satisfy a selector. An empty selector matches everything.</summary>
internal static class SelectorMatch
{
    public static bool Matches(LabelSelector selector, ApiMap<string> labels)
    {
        foreach (var (key, value) in selector.MatchLabels)
        {
            if (!labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        foreach (var requirement in selector.MatchExpressions)
        {
            var isPresent = labels.TryGetValue(requirement.Key, out var actual);
            var matches = requirement.Operator switch
            {
                LabelSelectorOperator.LabelSelectorOpIn => isPresent && requirement.Values.Contains(actual!),
                LabelSelectorOperator.LabelSelectorOpNotIn => !isPresent || !requirement.Values.Contains(actual!),
                LabelSelectorOperator.LabelSelectorOpExists => isPresent,
                LabelSelectorOperator.LabelSelectorOpDoesNotExist => !isPresent,
                _ => false,
            };
            if (!matches)
            {
                return false;
            }
        }

        return true;
    }
}
