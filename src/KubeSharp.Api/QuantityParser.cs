namespace KubeSharp.Api;

/// <summary>
/// Parses <c>sign digits[.digits] suffix</c>. What is finer than a billionth is rounded away from zero; what is larger than
/// can be held is capped.
/// </summary>
internal static class QuantityParser
{
    private const string ErrorFormat =
        "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'";

    private const string ErrorSuffix = "unable to parse quantity's suffix";
    private const string ErrorNumber = "unable to parse numeric part of quantity";

    /// <summary>Largest power of ten and of two that a suffix may mean before the value is capped anyway.</summary>
    private const int MaxExponent = 60;

    private static readonly Int128 MaxNanos = Int128.MaxValue / 4;
    private static readonly Int128 MaxBinaryNanos = (Int128)long.MaxValue * Quantity.Nano;

    public static bool TryParse(ReadOnlySpan<char> text, out Quantity quantity, out string error)
    {
        quantity = default;
        error = ErrorFormat;
        if (text.IsEmpty)
        {
            return false;
        }

        var negative = text[0] == '-';
        var rest = text[0] is '-' or '+' ? text[1..] : text;
        var numberLength = rest.IndexOfAnyExceptInRange('0', '9');
        numberLength = numberLength < 0 ? rest.Length : numberLength;
        var whole = rest[..numberLength];
        rest = rest[numberLength..];
        ReadOnlySpan<char> fraction = [];
        if (rest.StartsWith("."))
        {
            rest = rest[1..];
            var fractionLength = rest.IndexOfAnyExceptInRange('0', '9');
            fraction = fractionLength < 0 ? rest : rest[..fractionLength];
            rest = rest[fraction.Length..];
        }

        if (!IsSuffixShape(rest))
        {
            return false;
        }

        if (!TrySuffix(rest, out var format, out var exponent))
        {
            error = ErrorSuffix;
            return false;
        }

        if (whole.IsEmpty && fraction.IsEmpty)
        {
            error = ErrorNumber;
            return false;
        }

        var nanos = ToNanos(whole, fraction, format, exponent);
        if (format == QuantityFormat.BinarySI)
        {
            nanos = Int128.Min(nanos, MaxBinaryNanos);
            format = nanos > 0 && nanos < Quantity.Nano ? QuantityFormat.DecimalSI : format;
        }

        quantity = new Quantity(negative ? -nanos : nanos, format);
        return true;
    }

    /// <summary>Letters of suffixes, then perhaps a signed exponent.</summary>
    private static bool IsSuffixShape(ReadOnlySpan<char> suffix)
    {
        var letters = suffix.IndexOfAnyExcept("eEinumkKMGTP");
        var rest = letters < 0 ? [] : suffix[letters..];
        rest = rest.Length > 0 && rest[0] is '-' or '+' ? rest[1..] : rest;
        return rest.IndexOfAnyExceptInRange('0', '9') < 0;
    }

    private static bool TrySuffix(ReadOnlySpan<char> suffix, out QuantityFormat format, out int exponent)
    {
        (format, exponent) = suffix switch
        {
            "" => (QuantityFormat.DecimalSI, 0),
            "n" => (QuantityFormat.DecimalSI, -9),
            "u" => (QuantityFormat.DecimalSI, -6),
            "m" => (QuantityFormat.DecimalSI, -3),
            "k" => (QuantityFormat.DecimalSI, 3),
            "M" => (QuantityFormat.DecimalSI, 6),
            "G" => (QuantityFormat.DecimalSI, 9),
            "T" => (QuantityFormat.DecimalSI, 12),
            "P" => (QuantityFormat.DecimalSI, 15),
            "E" => (QuantityFormat.DecimalSI, 18),
            "Ki" => (QuantityFormat.BinarySI, 10),
            "Mi" => (QuantityFormat.BinarySI, 20),
            "Gi" => (QuantityFormat.BinarySI, 30),
            "Ti" => (QuantityFormat.BinarySI, 40),
            "Pi" => (QuantityFormat.BinarySI, 50),
            "Ei" => (QuantityFormat.BinarySI, 60),
            _ => (QuantityFormat.DecimalExponent, int.MinValue),
        };
        if (exponent != int.MinValue)
        {
            return true;
        }

        return suffix.Length > 1
            && suffix[0] is 'e' or 'E'
            && int.TryParse(suffix[1..], System.Globalization.NumberStyles.AllowLeadingSign, null, out exponent);
    }

    private static Int128 ToNanos(ReadOnlySpan<char> whole, ReadOnlySpan<char> fraction, QuantityFormat format, int exponent)
    {
        Int128 scaled = 0;
        var lost = false;
        var capped = false;
        var keptFraction = 0;
        foreach (var c in whole)
        {
            capped |= !TryTimes(ref scaled, 10);
            scaled += c - '0';
        }

        foreach (var c in fraction)
        {
            if (keptFraction < MaxExponent && TryTimes(ref scaled, 10))
            {
                scaled += c - '0';
                keptFraction++;
            }
            else
            {
                lost |= c != '0';
            }
        }

        if (format == QuantityFormat.BinarySI)
        {
            for (var i = 0; i < exponent; i += 10)
            {
                capped |= !TryTimes(ref scaled, 1024);
            }
        }

        long shift = 9L - keptFraction + (format == QuantityFormat.BinarySI ? 0 : exponent);
        for (; shift > 0 && scaled != 0 && !capped; shift--)
        {
            capped |= !TryTimes(ref scaled, 10);
        }

        for (; shift < 0 && scaled != 0; shift++)
        {
            (scaled, var digit) = Int128.DivRem(scaled, 10);
            lost |= digit != 0;
        }

        return capped ? MaxNanos : scaled + (lost ? 1 : 0);
    }

    private static bool TryTimes(ref Int128 value, int factor)
    {
        if (value > MaxNanos / factor)
        {
            return false;
        }

        value *= factor;
        return true;
    }
}
