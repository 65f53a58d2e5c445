using KubeSharp.Api;
using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>quantity(), isQuantity() and arithmetic with quantities.</summary>
internal static class QuantityFunctions
{
    public static void AddTo(Library library)
    {
        var type = QuantityValue.QuantityType;
        library.Global("quantity", "string_to_quantity", [CelType.String], type, Parse, CommonCosts.Traversal(), CommonCosts.TraversalEstimate());
        library.Global(
            "isQuantity",
            "is_quantity_string",
            [CelType.String],
            CelType.Bool,
            arguments => CelValue.Of(Quantity.TryParse(arguments[0].AsString, out _)),
            CommonCosts.Traversal(),
            CommonCosts.TraversalEstimate());
        library.Member("sign", "quantity_sign", [type], CelType.Int, arguments => CelValue.Of((long)Of(arguments[0]).Quantity.Sign));
        library.Member("isInteger", "quantity_is_integer", [type], CelType.Bool, arguments => CelValue.Of(Of(arguments[0]).Whole is not null));
        library.Member("asInteger", "quantity_get_int", [type], CelType.Int, arguments =>
            Of(arguments[0]).Whole is { } whole ? CelValue.Of(whole) : Library.Error("cannot convert value to integer"));
        library.Member("asApproximateFloat", "quantity_get_float", [type], CelType.Double, arguments =>
            CelValue.Of(Of(arguments[0]).Quantity.ToDouble()));
        library.Member("isGreaterThan", "quantity_is_greater_than", [type, type], CelType.Bool, arguments =>
            CelValue.Of(Of(arguments[0]).Quantity > Of(arguments[1]).Quantity));
        library.Member("isLessThan", "quantity_is_less_than", [type, type], CelType.Bool, arguments =>
            CelValue.Of(Of(arguments[0]).Quantity < Of(arguments[1]).Quantity));
        library.Member("compareTo", "quantity_compare_to", [type, type], CelType.Int, arguments =>
            CelValue.Of((long)Of(arguments[0]).Quantity.CompareTo(Of(arguments[1]).Quantity)));
        library.Member("add", "quantity_add", [type, type], type, arguments => New(Of(arguments[0]).Quantity + Of(arguments[1]).Quantity));
        library.Member("add", "quantity_add_int", [type, CelType.Int], type, arguments => New(Of(arguments[0]).Quantity + new Quantity(arguments[1].AsInt)));
        library.Member("sub", "quantity_sub", [type, type], type, arguments => New(Of(arguments[0]).Quantity - Of(arguments[1]).Quantity));
        library.Member("sub", "quantity_sub_int", [type, CelType.Int], type, arguments => New(Of(arguments[0]).Quantity - new Quantity(arguments[1].AsInt)));
    }

    private static QuantityValue Of(in CelValue value) => (QuantityValue)value.AsObject;

    private static CelValue New(Quantity quantity) => CelValue.Of(new QuantityValue(quantity));

    private static CelValue Parse(ReadOnlySpan<CelValue> arguments)
    {
        try
        {
            return New(Quantity.Parse(arguments[0].AsString));
        }
        catch (FormatException e)
        {
            return Library.Error(e.Message);
        }
    }
}
