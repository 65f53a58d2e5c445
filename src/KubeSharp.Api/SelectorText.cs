namespace KubeSharp.Api;

/// <summary>A selector in the form of the labelSelector parameter, requirements by key.</summary>
public static class SelectorText
{
    public static string Of(Meta.V1.LabelSelector? selector)
    {
        if (selector is null)
        {
            return "";
        }

        var terms = new List<(string Key, string Text)>();
        foreach (var (key, value) in selector.MatchLabels)
        {
            terms.Add((key, key + "=" + value));
        }

        foreach (var expression in selector.MatchExpressions)
        {
            var values = string.Join(",", expression.Values.Order(StringComparer.Ordinal));
            terms.Add((expression.Key, expression.Operator switch
            {
                "In" => $"{expression.Key} in ({values})",
                "NotIn" => $"{expression.Key} notin ({values})",
                "Exists" => expression.Key,
                _ => "!" + expression.Key,
            }));
        }

        return string.Join(",", terms.OrderBy(term => term.Key, StringComparer.Ordinal).Select(term => term.Text));
    }

    public static string Of(ApiMap<string> labels) => string.Join(",", labels.Select(label => label.Key + "=" + label.Value));
}
