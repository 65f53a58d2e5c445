using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Functions;
using KubeSharp.Cel.Syntax;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>Equality and order. Numbers of different types compare by value.</summary>
internal static class ComparisonFunctions
{
    private static readonly CelValue NoOrder = CelValue.Error("NaN values cannot be ordered");

    private static readonly (string Name, CelType Type)[] Ordered =
    [
        ("bool", CelType.Bool), ("int64", CelType.Int), ("uint64", CelType.Uint), ("double", CelType.Double), ("string", CelType.String),
        ("bytes", CelType.Bytes), ("timestamp", CelType.Timestamp), ("duration", CelType.Duration),
    ];

    public static void AddTo(Library library)
    {
        CelType[] two = [Library.A, Library.A];
        library.Global(
            Operators.Equal,
            "equals",
            two,
            CelType.Bool,
            arguments => CelValue.Of(ValueEquality.Equal(arguments[0], arguments[1])),
            CommonCosts.Comparing,
            CommonCosts.ComparingEstimate);
        library.Global(
            Operators.NotEqual,
            "not_equals",
            two,
            CelType.Bool,
            arguments => CelValue.Of(!ValueEquality.Equal(arguments[0], arguments[1])),
            CommonCosts.Comparing,
            CommonCosts.ComparingEstimate);
        Order(library, Operators.Less, "less", order => order < 0);
        Order(library, Operators.LessOrEqual, "less_equals", order => order <= 0);
        Order(library, Operators.Greater, "greater", order => order > 0);
        Order(library, Operators.GreaterOrEqual, "greater_equals", order => order >= 0);
    }

    private static void Order(Library library, string function, string id, Func<int, bool> holds)
    {
        CelValue Body(ReadOnlySpan<CelValue> arguments) => ValueOrder.TryCompare(arguments[0], arguments[1], out var order)
            ? CelValue.Of(holds(order))
            : NoOrder;

        foreach (var (name, type) in Ordered)
        {
            var isText = type.Kind is CelTypeKind.String or CelTypeKind.Bytes;
            library.Global(
                function,
                $"{id}_{name}",
                [type, type],
                CelType.Bool,
                Body,
                isText ? (ActualCost)CommonCosts.Comparing : null,
                isText ? (EstimatedCost)CommonCosts.ComparingEstimate : null);
        }

        foreach (var (leftName, left) in Ordered[1..4])
        {
            foreach (var (rightName, right) in Ordered[1..4])
            {
                if (leftName != rightName)
                {
                    library.Global(function, $"{id}_{leftName}_{rightName}", [left, right], CelType.Bool, Body);
                }
            }
        }
    }
}
