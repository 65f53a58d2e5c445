using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>Lists as sets.</summary>
internal static class SetFunctions
{
    public static void AddTo(Library library)
    {
        Add(library, "contains", 1, arguments => CelValue.Of(Covers(arguments[0].AsList, arguments[1].AsList)));
        Add(library, "equivalent", 2, arguments => CelValue.Of(
            Covers(arguments[0].AsList, arguments[1].AsList) && Covers(arguments[1].AsList, arguments[0].AsList)));
        Add(library, "intersects", 1, arguments => CelValue.Of(Meets(arguments[0].AsList, arguments[1].AsList)));
    }

    private static void Add(Library library, string name, ulong factor, CelFunction body) => library.Global(
        "sets." + name,
        $"list_sets_{name}_list",
        [Library.ListOfA, Library.ListOfA],
        CelType.Bool,
        body,
        (ReadOnlySpan<CelValue> arguments, in CelValue _) =>
            Saturating.Add(1, Saturating.Multiply(factor, Saturating.Multiply(arguments[0].Size, arguments[1].Size))),
        site => new CallEstimate(
            CostEstimate.One.Add(site.SizeOf(site[0]).Multiply(site.SizeOf(site[1])).MultiplyByFactor(factor))));

    private static bool Covers(CelList list, CelList part)
    {
        for (var i = 0; i < part.Count; i++)
        {
            if (!list.Contains(part[i]))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Meets(CelList left, CelList right)
    {
        for (var i = 0; i < left.Count; i++)
        {
            if (right.Contains(left[i]))
            {
                return true;
            }
        }

        return false;
    }
}
