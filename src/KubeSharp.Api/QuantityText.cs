using System.Globalization;
using System.Text;

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
        Span<byte> text = stackalloc byte[64];
        return Encoding.ASCII.GetString(text[..Format(quantity, text)]);
    }

    /// <summary>Writes the text, of at most 48 bytes; returns its length.</summary>
    public static int Format(Quantity quantity, Span<byte> target)
    {
        var nanos = quantity.Nanos;
        if (nanos == 0)
        {
            target[0] = (byte)'0';
            return 1;
        }

        if (quantity.Format == QuantityFormat.BinarySI && Int128.Abs(nanos) >= (Int128)1024 * Quantity.Nano)
        {
            var (whole, rest) = Int128.DivRem(nanos, Quantity.Nano);
            if (rest == 0)
            {
                return FormatBinary(whole, target);
            }
        }

        return FormatDecimal(nanos, quantity.Format, target);
    }

    private static int FormatBinary(Int128 value, Span<byte> target)
    {
        var power = 0;
        while (power < Binary.Length - 1 && (value & 1023) == 0)
        {
            value >>= 10;
            power++;
        }

        return Write(value, Binary[power], target);
    }

    private static int FormatDecimal(Int128 nanos, QuantityFormat format, Span<byte> target)
    {
        var power = 0;
        while (power < Decimal.Length - 1)
        {
            var (whole, rest) = IsSmall(nanos) ? SmallDivRem((long)nanos) : Int128.DivRem(nanos, 1000);
            if (rest != 0)
            {
                break;
            }

            nanos = whole;
            power++;
        }

        if (format != QuantityFormat.DecimalExponent)
        {
            return Write(nanos, Decimal[power], target);
        }

        var exponent = (power - 3) * 3;
        return Write(nanos, exponent == 0 ? "" : "e" + exponent.ToString(CultureInfo.InvariantCulture), target);
    }

    private static int Write(Int128 number, string suffix, Span<byte> target)
    {
        int length;
        if (IsSmall(number))
        {
            ((long)number).TryFormat(target, out length, default, CultureInfo.InvariantCulture);
        }
        else
        {
            number.TryFormat(target, out length, default, CultureInfo.InvariantCulture);
        }

        return length + Encoding.ASCII.GetBytes(suffix, target[length..]);
    }

    private static bool IsSmall(Int128 value) => value >= 0 && value <= long.MaxValue;

    private static (Int128 Quotient, Int128 Remainder) SmallDivRem(long value)
    {
        var (quotient, remainder) = Math.DivRem(value, 1000);
        return (quotient, remainder);
    }
}
