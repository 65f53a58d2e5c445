using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>How long composed strings may be, by upstream's rules.</summary>
internal static class StringEstimates
{
    private const double Twice = 2 * CostFactors.Traversal;

    public static CallEstimate? Replace(CallSite site)
    {
        var size = site.SizeOf(site[0]);
        var old = site.SizeOf(site[1]);
        var with = site.SizeOf(site[2]);
        var (most, keptMost) = Longest(size.Max, old.Min, with.Max);
        var (least, keptLeast) = Shortest(size.Min, old.Max, with.Min);
        var result = new SizeEstimate(least, most).Multiply(with).Add(new SizeEstimate(keptLeast, keptMost));
        return new CallEstimate(size.MultiplyByFactor(Twice), result);
    }

    public static CallEstimate? Split(CallSite site)
    {
        var size = site.SizeOf(site[0]);
        var most = size.Max;
        if (site.Arguments.Count > 1 && site.Arguments[1].Literal is { Kind: CelKind.Int, AsInt: >= 0 and var limit })
        {
            most = (ulong)limit;
        }

        return new CallEstimate(size.MultiplyByFactor(Twice), new SizeEstimate(0, most));
    }

    public static CallEstimate? Join(CallSite site)
    {
        var list = site.SizeOf(site[0]);
        var size = site[0].Elements is { } element ? list.Multiply(site.SizeOf(element)) : default;
        if (site.Arguments.Count > 0)
        {
            var separators = new SizeEstimate(list.Min > 0 ? list.Min - 1 : 0, list.Max > 0 ? list.Max - 1 : 0);
            size = size.Add(site.SizeOf(site.Arguments[0]).Multiply(separators));
        }

        return new CallEstimate(size.MultiplyByFactor(CostFactors.Traversal), size);
    }

    /// <summary>How often at most, and how much of the text stays.</summary>
    private static (ulong Count, ulong Kept) Longest(ulong size, ulong old, ulong with)
    {
        if (old == 0)
        {
            return (Saturating.Add(size, 1), size);
        }

        return with <= old ? (0, size) : ((ulong)Math.Ceiling((double)size / old), 0);
    }

    private static (ulong Count, ulong Kept) Shortest(ulong size, ulong old, ulong with)
    {
        if (old == 0)
        {
            return (Saturating.Add(size, 1), size);
        }

        return old <= with ? (0, size) : ((ulong)Math.Ceiling((double)size / old), 0);
    }
}
