using System.Globalization;
using System.Text;

namespace KubeSharp.Api;

/// <summary>Go's text of durations: <c>1h2m3.5s</c>, <c>1.5ms</c>, <c>0s</c>.</summary>
internal static class GoDuration
{
    private const long Microsecond = 1_000;
    private const long Millisecond = 1_000_000;
    private const long Second = 1_000_000_000;

    public static string Format(long nanoseconds)
    {
        if (nanoseconds == 0)
        {
            return "0s";
        }

        var sign = nanoseconds < 0 ? "-" : "";
        var rest = nanoseconds < 0 ? unchecked((ulong)-nanoseconds) : (ulong)nanoseconds;
        if (rest < Second)
        {
            var (unit, name) = rest < Microsecond ? (1UL, "ns") : rest < Millisecond ? ((ulong)Microsecond, "µs") : ((ulong)Millisecond, "ms");
            return sign + Decimal(rest, unit) + name;
        }

        var b = new StringBuilder(sign);
        var seconds = rest / Second;
        var minutes = seconds / 60;
        if (minutes >= 60)
        {
            b.Append(minutes / 60).Append('h');
        }

        if (minutes > 0)
        {
            b.Append(minutes % 60).Append('m');
        }

        return b.Append(Decimal(rest % (60 * (ulong)Second), (ulong)Second)).Append('s').ToString();
    }

    public static bool TryParse(string text, out long nanoseconds)
    {
        nanoseconds = 0;
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (rest.Length > 0 && rest[0] is '-' or '+')
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return true;
        }

        if (rest.IsEmpty)
        {
            return false;
        }

        decimal total = 0;
        while (!rest.IsEmpty)
        {
            if (!TryPart(ref rest, out var part))
            {
                return false;
            }

            total += part;
            if (total > long.MaxValue)
            {
                return false;
            }
        }

        nanoseconds = (long)(negative ? -total : total);
        return true;
    }

    private static string Decimal(ulong value, ulong unit)
    {
        var fraction = value % unit;
        if (fraction == 0)
        {
            return (value / unit).ToString(CultureInfo.InvariantCulture);
        }

        var digits = (unit + fraction).ToString(CultureInfo.InvariantCulture)[1..].TrimEnd('0');
        return string.Create(CultureInfo.InvariantCulture, $"{value / unit}.{digits}");
    }

    private static bool TryPart(ref ReadOnlySpan<char> rest, out decimal nanoseconds)
    {
        nanoseconds = 0;
        var length = rest.IndexOfAnyExcept("0123456789.");
        if (length is <= 0 or > 28 || !decimal.TryParse(rest[..length], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number))
        {
            return false;
        }

        rest = rest[length..];
        var unitLength = rest.IndexOfAny("0123456789.");
        var unit = unitLength < 0 ? rest : rest[..unitLength];
        long factor = unit switch
        {
            "ns" => 1,
            "us" or "µs" or "μs" => Microsecond,
            "ms" => Millisecond,
            "s" => Second,
            "m" => 60 * Second,
            "h" => 3600 * Second,
            _ => 0,
        };
        rest = rest[unit.Length..];
        if (factor == 0 || number > long.MaxValue / factor)
        {
            return false;
        }

        nanoseconds = decimal.Truncate(number * factor);
        return true;
    }
}
