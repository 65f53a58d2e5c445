using KubeSharp.Api;
using KubeSharp.Api.Authorization.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Authorization.Reviews;

/// <summary>
/// Selectors between the text of a request's parameters and the requirements of a review (KEP-4601). What cannot be told in the other form
/// is left out: that asks for access to more, never to less.
/// </summary>
internal static class ReviewSelectors
{
    public static string TextOf(FieldSelectorAttributes? selector) => selector is null
        ? ""
        : selector.RawSelector.Length > 0
            ? selector.RawSelector
            : new FieldSelector(selector.Requirements
                .Where(requirement => requirement.Operator is "In" or "NotIn" && requirement.Values.Count == 1)
                .Select(requirement => new FieldRequirement(requirement.Key, requirement.Operator == "In", requirement.Values[0]))).ToString();

    public static string TextOf(LabelSelectorAttributes? selector) => selector is null
        ? ""
        : selector.RawSelector.Length > 0
            ? selector.RawSelector
            : SelectorText.Of(new LabelSelector { MatchExpressions = selector.Requirements });

    /// <summary>Null if there is nothing to tell.</summary>
    public static FieldSelectorAttributes? Fields(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            ApiList<FieldSelectorRequirement> requirements =
            [
                .. FieldSelector.Parse(text).Requirements.Select(requirement => new FieldSelectorRequirement
                {
                    Key = requirement.Field,
                    Operator = requirement.IsEqual ? "In" : "NotIn",
                    Values = [requirement.Value],
                }),
            ];
            return requirements.Count > 0 ? new FieldSelectorAttributes { Requirements = requirements } : null;
        }
        catch (FormatException)
        {
            // The handler refuses the request, whoever may make it.
            return null;
        }
    }

    /// <summary>Null if there is nothing to tell.</summary>
    public static LabelSelectorAttributes? Labels(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        try
        {
            ApiList<LabelSelectorRequirement> requirements = [.. LabelSelectorParser.Parse(text).Requirements.Select(Requirement).OfType<LabelSelectorRequirement>()];
            return requirements.Count > 0 ? new LabelSelectorAttributes { Requirements = requirements } : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static LabelSelectorRequirement? Requirement(LabelRequirement requirement)
    {
        var name = requirement.Operator switch
        {
            SelectorOperator.In or SelectorOperator.Equals => "In",
            SelectorOperator.NotIn or SelectorOperator.NotEquals => "NotIn",
            SelectorOperator.Exists => "Exists",
            SelectorOperator.DoesNotExist => "DoesNotExist",
            _ => "",
        };
        return name.Length == 0 ? null : new LabelSelectorRequirement { Key = requirement.Key, Operator = name, Values = requirement.Values };
    }
}
