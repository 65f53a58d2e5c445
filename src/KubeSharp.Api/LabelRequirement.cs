using System.Globalization;

namespace KubeSharp.Api;

/// <summary>One requirement of a label selector.</summary>
public sealed record LabelRequirement(string Key, SelectorOperator Operator, ApiList<string> Values)
{
    public bool Matches(ApiMap<string> labels)
    {
        var has = labels.TryGetValue(Key, out var value);
        return Operator switch
        {
            SelectorOperator.In or SelectorOperator.Equals => has && Contains(value!),
            SelectorOperator.NotIn or SelectorOperator.NotEquals => !has || !Contains(value!),
            SelectorOperator.Exists => has,
            SelectorOperator.DoesNotExist => !has,
            _ => has && Compares(value!),
        };
    }

    public override string ToString() => Operator switch
    {
        SelectorOperator.In => $"{Key} in ({Sorted()})",
        SelectorOperator.NotIn => $"{Key} notin ({Sorted()})",
        SelectorOperator.Exists => Key,
        SelectorOperator.DoesNotExist => "!" + Key,
        SelectorOperator.Equals => $"{Key}={Values[0]}",
        SelectorOperator.NotEquals => $"{Key}!={Values[0]}",
        SelectorOperator.GreaterThan => $"{Key}>{Values[0]}",
        _ => $"{Key}<{Values[0]}",
    };

    private string Sorted() => string.Join(',', Values.Order(StringComparer.Ordinal));

    private bool Contains(string value)
    {
        foreach (var v in Values)
        {
            if (v == value)
            {
                return true;
            }
        }

        return false;
    }

    private bool Compares(string value)
    {
        if (!long.TryParse(value, CultureInfo.InvariantCulture, out var left) || !long.TryParse(Values[0], CultureInfo.InvariantCulture, out var right))
        {
            return false;
        }

        return Operator == SelectorOperator.GreaterThan ? left > right : left < right;
    }
}
