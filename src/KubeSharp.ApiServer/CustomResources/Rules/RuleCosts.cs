using System.Globalization;
using KubeSharp.ApiServer.Resources;
using KubeSharp.Cel;
using KubeSharp.Cel.Costs;

namespace KubeSharp.ApiServer.CustomResources.Rules;

/// <summary>The estimated costs of all rules of a schema, and which of them cost most.</summary>
internal sealed class RuleCosts
{
    private const int MostExpensive = 4;

    private readonly List<(FieldPath Path, ulong Cost)> _expensive = [];
    private ulong _total;

    public void Add(ErrorList errors, FieldPath path, string what, ulong cost)
    {
        _total = Saturating.Add(_total, cost);
        if (cost > CelLimits.EstimatedPerRule)
        {
            errors.Forbidden(path, Exceeds($"estimated {what} cost", cost, CelLimits.EstimatedPerRule));
        }

        if (cost >= CelLimits.EstimatedPerSchema / 100)
        {
            _expensive.Add((path, cost));
        }
    }

    public void CheckTotal(ErrorList errors, FieldPath path)
    {
        if (_total <= CelLimits.EstimatedPerSchema)
        {
            return;
        }

        foreach (var (place, _) in _expensive.OrderByDescending(rule => rule.Cost).Take(MostExpensive))
        {
            errors.Forbidden(place, "contributed to estimated rule & messageExpression cost total exceeding cost limit for entire OpenAPIv3 schema");
        }

        errors.Forbidden(
            path,
            Exceeds("x-kubernetes-validations estimated rule & messageExpression cost total for entire OpenAPIv3 schema", _total, CelLimits.EstimatedPerSchema));
    }

    private static string Exceeds(string what, ulong cost, ulong limit)
    {
        var factor = (double)cost / limit;
        var text = factor > 100
            ? "more than 100x"
            : factor.ToString(factor < 1.5 ? "0.000000" : "0.0", CultureInfo.InvariantCulture) + "x";
        return $"{what} exceeds budget by factor of {text} (try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, "
            + "maps, and strings are declared)";
    }
}
