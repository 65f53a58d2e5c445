using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api;

/// <summary>The selectors that objects carry.</summary>
public static class LabelSelectors
{
    /// <summary>No selector selects nothing, an empty one everything.</summary>
    /// <exception cref="FormatException">An operator or its values are not valid; the message is upstream's.</exception>
    public static LabelMatcher ToMatcher(LabelSelector? selector)
    {
        if (selector is null)
        {
            return LabelMatcher.Nothing;
        }

        if (selector.MatchLabels.Count == 0 && selector.MatchExpressions.Count == 0)
        {
            return LabelMatcher.Everything;
        }

        var requirements = new List<LabelRequirement>();
        foreach (var (key, value) in selector.MatchLabels)
        {
            requirements.Add(new LabelRequirement(key, SelectorOperator.Equals, [value]));
        }

        foreach (var expression in selector.MatchExpressions)
        {
            requirements.Add(ToRequirement(expression));
        }

        return new LabelMatcher(requirements);
    }

    /// <summary>A plain map: every entry has to be there; an empty map selects everything.</summary>
    public static LabelMatcher ToMatcher(ApiMap<string> labels) =>
        labels.Count == 0
            ? LabelMatcher.Everything
            : new LabelMatcher(labels.Select(l => new LabelRequirement(l.Key, SelectorOperator.Equals, [l.Value])));

    /// <summary>Whether the labels meet the selector. A selector with an unknown operator meets nothing.</summary>
    public static bool Matches(LabelSelector? selector, ApiMap<string> labels)
    {
        if (selector is null)
        {
            return false;
        }

        if (!Matches(selector.MatchLabels, labels))
        {
            return false;
        }

        foreach (var expression in selector.MatchExpressions)
        {
            if (Operator(expression.Operator) is not { } op
                || !new LabelRequirement(expression.Key, op, expression.Values).Matches(labels))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether the labels have every entry of the map.</summary>
    public static bool Matches(ApiMap<string> selector, ApiMap<string> labels)
    {
        foreach (var (key, value) in selector)
        {
            if (!labels.TryGetValue(key, out var found) || found != value)
            {
                return false;
            }
        }

        return true;
    }

    private static LabelRequirement ToRequirement(LabelSelectorRequirement expression)
    {
        var op = Operator(expression.Operator)
            ?? throw new FormatException($"\"{expression.Operator}\" is not a valid label selector operator");
        var needsValues = op is SelectorOperator.In or SelectorOperator.NotIn;
        if (needsValues && expression.Values.Count == 0)
        {
            throw new FormatException("values: Invalid value: []: for 'in', 'notin' operators, values set can't be empty");
        }

        if (!needsValues && expression.Values.Count > 0)
        {
            throw new FormatException("values: Invalid value: values set must be empty for exists and does not exist");
        }

        return new LabelRequirement(expression.Key, op, expression.Values);
    }

    private static SelectorOperator? Operator(string name) => name switch
    {
        LabelSelectorOperator.LabelSelectorOpIn => SelectorOperator.In,
        LabelSelectorOperator.LabelSelectorOpNotIn => SelectorOperator.NotIn,
        LabelSelectorOperator.LabelSelectorOpExists => SelectorOperator.Exists,
        LabelSelectorOperator.LabelSelectorOpDoesNotExist => SelectorOperator.DoesNotExist,
        _ => null,
    };
}
