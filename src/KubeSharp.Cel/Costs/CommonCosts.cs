using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Costs;

/// <summary>Costs that several functions share. Positions count the target of a member function as argument 0.</summary>
internal static class CommonCosts
{
    public static ActualCost Fixed(ulong cost) => (ReadOnlySpan<CelValue> _, in CelValue _) => cost;

    public static EstimatedCost FixedEstimate(ulong cost) => _ => new CallEstimate(new CostEstimate(cost, cost));

    /// <summary>Going through the text of one argument, several times perhaps.</summary>
    public static ActualCost Traversal(int argument = 0, int times = 1) =>
        (ReadOnlySpan<CelValue> arguments, in CelValue _) => Saturating.Multiply(arguments[argument].Size, times * CostFactors.Traversal);

    public static EstimatedCost TraversalEstimate(int argument = 0, int times = 1, bool keepsSize = false) => site =>
    {
        var size = site.SizeOf(site[argument]);
        return new CallEstimate(size.MultiplyByFactor(times * CostFactors.Traversal), keepsSize ? size : null);
    };

    /// <summary>Running a regular expression (argument 1) over a text (argument 0).</summary>
    public static ulong Matching(ReadOnlySpan<CelValue> arguments, in CelValue result) => Saturating.Multiply(
        Saturating.Multiply(arguments[0].Size + 1, CostFactors.Traversal),
        Saturating.Multiply(arguments[1].Size, CostFactors.Regex));

    public static CallEstimate MatchingEstimate(CallSite site) => new(
        site.SizeOf(site[0]).Add(SizeEstimate.One).MultiplyByFactor(CostFactors.Traversal)
            .Multiply(site.SizeOf(site[1]).MultiplyByFactor(CostFactors.Regex)));

    /// <summary>Comparing two values: as long as the shorter of them.</summary>
    public static ulong Comparing(ReadOnlySpan<CelValue> arguments, in CelValue result) =>
        Saturating.Multiply(Math.Min(arguments[0].Size, arguments[1].Size), CostFactors.Traversal);

    public static CallEstimate ComparingEstimate(CallSite site)
    {
        var most = Math.Min(site.SizeOf(site[0]).Max, site.SizeOf(site[1]).Max);
        return new CallEstimate(new SizeEstimate(most > 0 ? 1UL : 0, most).MultiplyByFactor(CostFactors.Traversal));
    }

    /// <summary>Making one text of two.</summary>
    public static ulong Joining(ReadOnlySpan<CelValue> arguments, in CelValue result) =>
        Saturating.Multiply(arguments[0].Size + arguments[1].Size, CostFactors.Traversal);

    public static CallEstimate JoiningEstimate(CallSite site)
    {
        var size = site.SizeOf(site[0]).Add(site.SizeOf(site[1]));
        return new CallEstimate(size.MultiplyByFactor(CostFactors.Traversal), size);
    }
}
