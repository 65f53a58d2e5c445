using System.Globalization;

namespace KubeSharp.Cel.Libraries;

/// <summary>Durations as text. They are nanoseconds.</summary>
internal static class Durations
{
    private static readonly (string Unit, long Nanos)[] Units =
    [
        ("ns", 1), ("us", 1_000), ("µs", 1_000), ("μs", 1_000), ("ms", 1_000_000), ("s", 1_000_000_000), ("m", 60_000_000_000), ("h", 3_600_000_000_000),
    ];

    /// <summary>Go's form: <c>1h2m3.5s</c>. Null if it is none, or out of range.</summary>
    public static long? Parse(string text)
    {
        var rest = text.AsSpan();
        var negative = rest.StartsWith("-");
        if (negative || rest.StartsWith("+"))
        {
            rest = rest[1..];
        }

        if (rest is "0")
        {
            return 0;
        }

        if (rest.IsEmpty)
        {
            return null;
        }

        var total = Int128.Zero;
        while (!rest.IsEmpty)
        {
            var number = rest.IndexOfAnyExceptInRange('.', '9') is >= 0 and var end ? rest[..end] : rest;
            rest = rest[number.Length..];
            var letters = rest.IndexOfAnyInRange('.', '9') is >= 0 and var stop ? rest[..stop] : rest;
            rest = rest[letters.Length..];
            if (number is "." || Nanos(letters) is not { } unit || Amount(number, unit) is not { } amount)
            {
                return null;
            }

            total += amount;
            if (total > (Int128)long.MaxValue + 1)
            {
                return null;
            }
        }

        total = negative ? -total : total;
        return total > long.MaxValue ? null : (long)total;
    }

    /// <summary>Seconds with as many digits as needed: <c>3600s</c>.</summary>
    public static string Text(long nanoseconds)
    {
        var seconds = (decimal)nanoseconds / 1_000_000_000m;
        return seconds.ToString("0.#########", CultureInfo.InvariantCulture) + "s";
    }

    private static long? Nanos(ReadOnlySpan<char> unit)
    {
        foreach (var (name, nanos) in Units)
        {
            if (unit.SequenceEqual(name))
            {
                return nanos;
            }
        }

        return null;
    }

    private static Int128? Amount(ReadOnlySpan<char> number, long unit)
    {
        var point = number.IndexOf('.');
        var whole = point < 0 ? number : number[..point];
        var fraction = point < 0 ? [] : number[(point + 1)..];
        if (whole.Length + fraction.Length == 0 || whole.Length > 19 || whole.ContainsAnyExceptInRange('0', '9') || fraction.ContainsAnyExceptInRange('0', '9'))
        {
            return null;
        }

        var result = whole.IsEmpty ? 0 : Int128.Parse(whole, CultureInfo.InvariantCulture) * unit;
        var scale = (double)unit;
        var rest = 0.0;
        foreach (var digit in fraction)
        {
            scale /= 10;
            rest += (digit - '0') * scale;
        }

        return result + (long)Math.Round(rest);
    }
}
