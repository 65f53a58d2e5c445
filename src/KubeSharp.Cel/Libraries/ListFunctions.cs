using System.Text;
using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>isSorted, sum, min, max, indexOf and lastIndexOf of lists.</summary>
internal static class ListFunctions
{
    private static readonly (string Name, CelType Type)[] Comparable =
    [
        ("int", CelType.Int), ("uint", CelType.Uint), ("double", CelType.Double), ("bool", CelType.Bool), ("duration", CelType.Duration),
        ("timestamp", CelType.Timestamp), ("string", CelType.String), ("bytes", CelType.Bytes),
    ];

    private static readonly (string Name, CelType Type, CelValue Zero)[] Summable =
    [
        ("int", CelType.Int, CelValue.Of(0L)), ("uint", CelType.Uint, CelValue.Of(0UL)), ("double", CelType.Double, CelValue.Of(0.0)),
        ("duration", CelType.Duration, CelValue.OfDuration(0)),
    ];

    public static void AddTo(Library library)
    {
        foreach (var (name, type) in Comparable)
        {
            var list = CelType.List(type);
            library.Member("isSorted", $"list_{name}_is_sorted_bool", [list], CelType.Bool, arguments => IsSorted(arguments[0].AsList), Cost, Estimate);
            library.Member("min", $"list_{name}_min_{name}", [list], type, arguments => Extreme(arguments[0].AsList, "min", -1), Cost, Estimate);
            library.Member("max", $"list_{name}_max_{name}", [list], type, arguments => Extreme(arguments[0].AsList, "max", 1), Cost, Estimate);
        }

        foreach (var (name, type, zero) in Summable)
        {
            library.Member("sum", $"list_{name}_sum_{name}", [CelType.List(type)], type, arguments => Sum(arguments[0].AsList, zero), Cost, Estimate);
        }

        library.Member("indexOf", "list_a_index_of_int", [Library.ListOfA, Library.A], CelType.Int, IndexOf, Cost, Estimate);
        library.Member("lastIndexOf", "list_a_last_index_of_int", [Library.ListOfA, Library.A], CelType.Int, LastIndexOf, Cost, Estimate);
    }

    /// <summary>Going once through everything in a value.</summary>
    public static ulong TraversalCost(in CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.String:
                return (ulong)(Encoding.UTF8.GetByteCount(value.AsString) * CostFactors.Traversal);
            case CelKind.Bytes:
                return (ulong)(value.AsBytes.Length * CostFactors.Traversal);
            case CelKind.List:
                var cost = 0UL;
                for (var i = 0; i < value.AsList.Count; i++)
                {
                    cost += TraversalCost(value.AsList[i]);
                }

                return cost;
            case CelKind.Map:
                var sum = 0UL;
                foreach (var (key, item) in value.AsMap.Entries)
                {
                    sum += TraversalCost(key) + TraversalCost(item);
                }

                return sum;
            default:
                return 1;
        }
    }

    private static ulong Cost(ReadOnlySpan<CelValue> arguments, in CelValue result) => TraversalCost(arguments[0]);

    private static CallEstimate Estimate(CallSite site)
    {
        var each = CostEstimate.One;
        if (site[0].Elements is { Type.Kind: CelTypeKind.String or CelTypeKind.Bytes } element)
        {
            each = each.Add(site.SizeOf(element).MultiplyByFactor(CostFactors.Traversal));
        }

        return new CallEstimate(site.SizeOf(site[0]).MultiplyByCost(each));
    }

    private static CelValue IsSorted(CelList list)
    {
        for (var i = 1; i < list.Count; i++)
        {
            if (!ValueOrder.TryCompare(list[i - 1], list[i], out var order))
            {
                return Library.Error("no such overload");
            }

            if (order > 0)
            {
                return CelValue.False;
            }
        }

        return CelValue.True;
    }

    private static CelValue Extreme(CelList list, string name, int wanted)
    {
        if (list.Count == 0)
        {
            return Library.Error(name + " called on empty list");
        }

        var best = list[0];
        for (var i = 1; i < list.Count; i++)
        {
            var next = list[i];
            if (!ValueOrder.TryCompare(next, best, out var order))
            {
                return Library.Error("no such overload");
            }

            best = order == wanted ? next : best;
        }

        return best;
    }

    private static CelValue Sum(CelList list, CelValue zero)
    {
        var sum = zero;
        for (var i = 0; i < list.Count && !sum.IsError; i++)
        {
            sum = i == 0 && list[i].Kind != sum.Kind ? list[i] : Add(sum, list[i]);
        }

        return sum;
    }

    private static CelValue Add(in CelValue left, in CelValue right)
    {
        if (left.Kind != right.Kind)
        {
            return Library.Error("no such overload");
        }

        switch (left.Kind)
        {
            case CelKind.Double:
                return CelValue.Of(left.AsDouble + right.AsDouble);
            case CelKind.Uint:
                return left.AsUint + (UInt128)right.AsUint is var unsigned && unsigned <= ulong.MaxValue
                    ? CelValue.Of((ulong)unsigned)
                    : Library.Error("unsigned integer overflow");
            case CelKind.Int or CelKind.Duration:
                var sum = (Int128)left.AsInt + right.AsInt;
                return sum < long.MinValue || sum > long.MaxValue
                    ? Library.Error(left.Kind == CelKind.Int ? "integer overflow" : "duration overflow")
                    : left.Kind == CelKind.Int ? CelValue.Of((long)sum) : CelValue.OfDuration((long)sum);
            default:
                return Library.Error("no such overload");
        }
    }

    private static CelValue IndexOf(ReadOnlySpan<CelValue> arguments)
    {
        var list = arguments[0].AsList;
        for (var i = 0; i < list.Count; i++)
        {
            if (ValueEquality.Equal(list[i], arguments[1]))
            {
                return CelValue.Of((long)i);
            }
        }

        return CelValue.Of(-1L);
    }

    private static CelValue LastIndexOf(ReadOnlySpan<CelValue> arguments)
    {
        var list = arguments[0].AsList;
        for (var i = list.Count - 1; i >= 0; i--)
        {
            if (ValueEquality.Equal(list[i], arguments[1]))
            {
                return CelValue.Of((long)i);
            }
        }

        return CelValue.Of(-1L);
    }
}
