using System.Globalization;

namespace KubeSharp.Api;

/// <summary>
/// The canonical text of a quantity: no fraction, the largest suffix that keeps the number whole. A binary quantity that is
/// below 1024 or not whole is written with decimal suffixes.
/// </summary>
internal static class QuantityText
{
    private static readonly string[] Decimal = ["n", "u", "m", "", "k", "M", "G", "T", "P", "E"];
    private static readonly string[] Binary = ["", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];

    public static string Format(Quantity quantity)
    {
        var nanos = quantity.Nanos;
        if (nanos == 0)
        {
            return "0";
        }

        if (quantity.Format == QuantityFormat.BinarySI && Int128.Abs(nanos) >= (Int128)1024 * Quantity.Nano)
        {
            var (whole, rest) = Int128.DivRem(nanos, Quantity.Nano);
            if (rest == 0)
            {
                return FormatBinary(whole);
            }
        }

        return FormatDecimal(nanos, quantity.Format);
    }

    private static string FormatBinary(Int128 value)
    {
        var power = 0;
        while (power < Binary.Length - 1 && (value & 1023) == 0)
        {
            value >>= 10;
            power++;
        }

        return value.ToString(CultureInfo.InvariantCulture) + Binary[power];
    }

    private static string FormatDecimal(Int128 nanos, QuantityFormat format)
    {
        var power = 0;
        while (power < Decimal.Length - 1)
        {
            var (whole, rest) = nanos >= 0 && nanos <= long.MaxValue ? SmallDivRem((long)nanos) : Int128.DivRem(nanos, 1000);
            if (rest != 0)
            {
                break;
            }

            nanos = whole;
            power++;
        }

        var number = nanos.ToString(CultureInfo.InvariantCulture);
        if (format != QuantityFormat.DecimalExponent)
        {
            return number + Decimal[power];
        }

        var exponent = (power - 3) * 3;
        return exponent == 0 ? number : number + "e" + exponent.ToString(CultureInfo.InvariantCulture);
    }

    private static (Int128 Quotient, Int128 Remainder) SmallDivRem(long value)
    {
        var (quotient, remainder) = Math.DivRem(value, 1000);
        return (quotient, remainder);
    }
}
