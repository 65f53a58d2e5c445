using System.Globalization;
using System.Text;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary><c>"%s is %d".format([a, b])</c></summary>
internal static class StringFormat
{
    private const int DefaultPrecision = 6;
    private const int MaxPrecision = 1000;

    public static CelValue Format(string format, CelList arguments)
    {
        var result = new StringBuilder();
        var used = 0;
        for (var i = 0; i < format.Length; i++)
        {
            if (format[i] != '%')
            {
                result.Append(format[i]);
                continue;
            }

            if (i + 1 < format.Length && format[i + 1] == '%')
            {
                result.Append('%');
                i++;
                continue;
            }

            i++;
            if (!TryPrecision(format, ref i, out var precision))
            {
                return Failed("could not parse formatting clause: error while parsing precision");
            }

            if (i >= format.Length)
            {
                return Failed("unexpected end of string");
            }

            if (used >= arguments.Count)
            {
                return CelValue.Error($"index {used} out of range");
            }

            try
            {
                result.Append(Clause(format[i], precision, arguments[used++]));
            }
            catch (FormatException e)
            {
                return Failed(e.Message);
            }
        }

        return used < arguments.Count
            ? CelValue.Error($"too many arguments supplied to string.format (expected {used}, got {arguments.Count})")
            : CelValue.Of(result.ToString());
    }

    private static CelValue Failed(string why) => CelValue.Error(why);

    private static bool TryPrecision(string format, ref int i, out int precision)
    {
        precision = DefaultPrecision;
        if (i >= format.Length || format[i] != '.')
        {
            return true;
        }

        var start = ++i;
        while (i < format.Length && char.IsAsciiDigit(format[i]))
        {
            i++;
        }

        return int.TryParse(format.AsSpan(start, i - start), NumberStyles.None, CultureInfo.InvariantCulture, out precision) && precision <= MaxPrecision;
    }

    private static string Clause(char verb, int precision, in CelValue value) => verb switch
    {
        's' => Text(value),
        'd' => Whole(value),
        'f' => Fixed(value, precision),
        'e' => Scientific(value, precision),
        'b' => Binary(value),
        'x' => Hex(value, upper: false),
        'X' => Hex(value, upper: true),
        'o' => Octal(value),
        _ => throw new FormatException($"could not parse formatting clause: unrecognized formatting clause \"{verb}\""),
    };

    private static FormatException Wrong(string clause, string types, in CelValue value) => new(
        $"error during formatting: {clause} clause can only be used on {types}, was given {value.Type.Name}");

    private static string Text(in CelValue value)
    {
        switch (value.Kind)
        {
            case CelKind.String:
                return value.AsString;
            case CelKind.Bool:
                return value.IsTrue ? "true" : "false";
            case CelKind.Null:
                return "null";
            case CelKind.Int or CelKind.Uint:
                return Whole(value);
            case CelKind.Double:
                return Real(value.AsDouble) ?? Doubles.Text(value.AsDouble);
            case CelKind.Bytes:
                return Encoding.UTF8.GetString(value.AsBytes.Span);
            case CelKind.Duration:
                return Durations.Text(value.AsDuration);
            case CelKind.Timestamp:
                return Timestamps.Text(value.AsTimestamp);
            case CelKind.Type:
                return value.AsType.Name;
            case CelKind.List:
                return "[" + string.Join(", ", value.AsList.ToArray().Select(item => Text(item))) + "]";
            case CelKind.Map:
                var entries = value.AsMap.Entries.Select(entry => (Key: Text(entry.Key), Value: Text(entry.Value)));
                return "{" + string.Join(", ", entries.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => entry.Key + ": " + entry.Value)) + "}";
            default:
                throw Wrong("string", "strings, bools, bytes, ints, doubles, maps, lists, types, durations, and timestamps", value);
        }
    }

    /// <summary>Infinities and not-a-number; null for all others.</summary>
    private static string? Real(double value) =>
        double.IsNaN(value) ? "NaN" : double.IsPositiveInfinity(value) ? "Infinity" : double.IsNegativeInfinity(value) ? "-Infinity" : null;

    private static string Whole(in CelValue value) => value.Kind switch
    {
        CelKind.Int => value.AsInt.ToString(CultureInfo.InvariantCulture),
        CelKind.Uint => value.AsUint.ToString(CultureInfo.InvariantCulture),
        CelKind.Double when Real(value.AsDouble) is { } special => special,
        _ => throw Wrong("decimal", "integers", value),
    };

    private static double Double(string clause, in CelValue value) => value.Kind switch
    {
        CelKind.Double => value.AsDouble,
        CelKind.Int => value.AsInt,
        CelKind.Uint => value.AsUint,
        _ => throw Wrong(clause, "doubles", value),
    };

    private static string Fixed(in CelValue value, int precision)
    {
        var number = Double("fixed-point", value);
        return Real(number) ?? number.ToString("F" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static string Scientific(in CelValue value, int precision)
    {
        var number = Double("scientific", value);
        if (Real(number) is { } special)
        {
            return special;
        }

        var text = number.ToString("e" + precision.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
        var at = text.IndexOf('e', StringComparison.Ordinal);
        return text[..(at + 2)] + text[(at + 2)..].TrimStart('0').PadLeft(2, '0');
    }

    private static string Binary(in CelValue value) => value.Kind switch
    {
        CelKind.Bool => value.IsTrue ? "1" : "0",
        CelKind.Int => Signed(value.AsInt, "b"),
        CelKind.Uint => value.AsUint.ToString("b", CultureInfo.InvariantCulture),
        _ => throw Wrong("binary", "integers and bools", value),
    };

    private static string Hex(in CelValue value, bool upper)
    {
        var text = value.Kind switch
        {
            CelKind.Int => Signed(value.AsInt, "x"),
            CelKind.Uint => value.AsUint.ToString("x", CultureInfo.InvariantCulture),
            CelKind.String => Convert.ToHexStringLower(Encoding.UTF8.GetBytes(value.AsString)),
            CelKind.Bytes => Convert.ToHexStringLower(value.AsBytes.Span),
            _ => throw Wrong("hex", "integers, byte buffers, and strings", value),
        };
        return upper ? text.ToUpperInvariant() : text;
    }

    private static string Octal(in CelValue value) => value.Kind switch
    {
        CelKind.Int => (value.AsInt < 0 ? "-" : "") + OctalDigits(value.AsInt < 0 ? (ulong)-(value.AsInt + 1) + 1 : (ulong)value.AsInt),
        CelKind.Uint => OctalDigits(value.AsUint),
        _ => throw Wrong("octal", "integers", value),
    };

    private static string Signed(long value, string format) => value < 0
        ? "-" + ((ulong)-(value + 1) + 1).ToString(format, CultureInfo.InvariantCulture)
        : value.ToString(format, CultureInfo.InvariantCulture);

    private static string OctalDigits(ulong value)
    {
        var digits = "";
        do
        {
            digits = (char)('0' + (value & 7)) + digits;
            value >>= 3;
        }
        while (value != 0);
        return digits;
    }
}
