using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>find() and findAll().</summary>
internal static class RegexFunctions
{
    public static void AddTo(Library library)
    {
        library.Member("find", "string_find_string", [CelType.String, CelType.String], CelType.String, Find, CommonCosts.Matching, Estimate);
        library.Member("findAll", "string_find_all_string", [CelType.String, CelType.String], CelType.ListOfStrings, FindAll, CommonCosts.Matching, Estimate);
        library.Member(
            "findAll",
            "string_find_all_string_int",
            [CelType.String, CelType.String, CelType.Int],
            CelType.ListOfStrings,
            FindAll,
            CommonCosts.Matching,
            Estimate);
    }

    private static CallEstimate Estimate(CallSite site) =>
        CommonCosts.MatchingEstimate(site) with { ResultSize = new SizeEstimate(0, site.SizeOf(site[0]).Max) };

    private static CelValue Find(ReadOnlySpan<CelValue> arguments) => RegexCache.Find(arguments[1].AsString) is { } regex
        ? CelValue.Of(regex.Match(arguments[0].AsString).Value)
        : RegexCache.Wrong(arguments[1].AsString);

    private static CelValue FindAll(ReadOnlySpan<CelValue> arguments)
    {
        if (RegexCache.Find(arguments[1].AsString) is not { } regex)
        {
            return RegexCache.Wrong(arguments[1].AsString);
        }

        var most = arguments.Length == 3 && arguments[2].AsInt >= 0 ? arguments[2].AsInt : long.MaxValue;
        var found = new List<string>();
        for (var match = regex.Match(arguments[0].AsString); match.Success && found.Count < most; match = match.NextMatch())
        {
            found.Add(match.Value);
        }

        return CelValue.Strings(found);
    }
}
