using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>contains(), startsWith(), endsWith() and matches().</summary>
internal static class TextFunctions
{
    public static void AddTo(Library library)
    {
        CelType[] two = [CelType.String, CelType.String];
        library.Member(
            "contains",
            "contains_string",
            two,
            CelType.Bool,
            arguments => CelValue.Of(arguments[0].AsString.Contains(arguments[1].AsString, StringComparison.Ordinal)),
            (ReadOnlySpan<CelValue> arguments, in CelValue _) => Saturating.Multiply(
                Saturating.Multiply(arguments[0].Size, CostFactors.Traversal), Saturating.Multiply(arguments[1].Size, CostFactors.Traversal)),
            site => new CallEstimate(site.SizeOf(site[0]).MultiplyByFactor(CostFactors.Traversal)
                .Multiply(site.SizeOf(site[1]).MultiplyByFactor(CostFactors.Traversal))));
        library.Member(
            "startsWith",
            "starts_with_string",
            two,
            CelType.Bool,
            arguments => CelValue.Of(arguments[0].AsString.StartsWith(arguments[1].AsString, StringComparison.Ordinal)),
            CommonCosts.Traversal(),
            CommonCosts.TraversalEstimate(1));
        library.Member(
            "endsWith",
            "ends_with_string",
            two,
            CelType.Bool,
            arguments => CelValue.Of(arguments[0].AsString.EndsWith(arguments[1].AsString, StringComparison.Ordinal)),
            CommonCosts.Traversal(),
            CommonCosts.TraversalEstimate(1));
        library.Member("matches", "matches_string", two, CelType.Bool, Matches, CommonCosts.Matching, CommonCosts.MatchingEstimate);
        library.Global("matches", "matches", two, CelType.Bool, Matches, CommonCosts.Matching, CommonCosts.MatchingEstimate);
    }

    private static CelValue Matches(ReadOnlySpan<CelValue> arguments) => RegexCache.Find(arguments[1].AsString) is { } regex
        ? CelValue.Of(regex.IsMatch(arguments[0].AsString))
        : RegexCache.Wrong(arguments[1].AsString);
}
