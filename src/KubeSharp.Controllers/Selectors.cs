using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Controllers;

/// <summary>Matches labels against the selectors of objects. A missing selector selects nothing, an empty one all.</summary>
internal static class Selectors
{
    public static bool Matches(LabelSelector? selector, ApiMap<string> labels)
    {
        if (selector is null)
        {
            return false;
        }

        foreach (var (key, value) in selector.MatchLabels)
        {
            if (!labels.TryGetValue(key, out var actual) || actual != value)
            {
                return false;
            }
        }

        foreach (var requirement in selector.MatchExpressions)
        {
            if (!Matches(requirement, labels))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Matches(LabelSelectorRequirement requirement, ApiMap<string> labels)
    {
        var has = labels.TryGetValue(requirement.Key, out var value);
        return requirement.Operator switch
        {
            LabelSelectorOperator.LabelSelectorOpIn => has && requirement.Values.Contains(value!),
            LabelSelectorOperator.LabelSelectorOpNotIn => !has || !requirement.Values.Contains(value!),
            LabelSelectorOperator.LabelSelectorOpExists => has,
            LabelSelectorOperator.LabelSelectorOpDoesNotExist => !has,
            _ => false,
        };
    }
}
