using System.Globalization;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>Timestamps as text, by RFC 3339.</summary>
internal static class Timestamps
{
    /// <summary>Null if the text is no timestamp.</summary>
    public static CelTimestamp? Parse(string text)
    {
        // 2006-01-02T15:04:05[.999999999](Z|±07:00)
        if (text.Length < 20 || text[10] is not ('T' or 't'))
        {
            return null;
        }

        if (!DateTime.TryParseExact(
            text.AsSpan(0, 19).ToString().ToUpperInvariant(), "yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
        {
            return null;
        }

        var rest = text.AsSpan(19);
        var nanos = 0;
        if (rest.StartsWith("."))
        {
            var end = rest[1..].IndexOfAnyExceptInRange('0', '9');
            if (end <= 0)
            {
                return null;
            }

            var digits = rest.Slice(1, Math.Min(end, 9)).ToString().PadRight(9, '0');
            nanos = int.Parse(digits, CultureInfo.InvariantCulture);
            rest = rest[(end + 1)..];
        }

        if (Offset(rest) is not { } offset)
        {
            return null;
        }

        var seconds = ((local.Ticks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerSecond) - offset;
        return seconds is < CelTimestamp.MinSeconds or > CelTimestamp.MaxSeconds ? null : new CelTimestamp(seconds, nanos);
    }

    public static string Text(CelTimestamp value)
    {
        var text = value.Utc.ToString("yyyy-MM-dd'T'HH:mm:ss", CultureInfo.InvariantCulture);
        return value.Nanos == 0 ? text + "Z" : $"{text}.{value.Nanos.ToString("000000000", CultureInfo.InvariantCulture).TrimEnd('0')}Z";
    }

    /// <summary>A zone, or an offset such as <c>-08:00</c>; null if there is none of this name.</summary>
    public static DateTime? In(CelTimestamp value, string zone)
    {
        var moment = value.Utc;
        if (zone.Length == 0 || zone == "UTC")
        {
            return moment;
        }

        if (zone.Contains(':', StringComparison.Ordinal))
        {
            var signed = zone[0] is '+' or '-' ? zone : "+" + zone;
            return Offset(signed) is { } offset ? moment.AddSeconds(offset) : null;
        }

        return TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) ? TimeZoneInfo.ConvertTimeFromUtc(moment, found) : null;
    }

    /// <summary>Seconds east of Greenwich.</summary>
    private static int? Offset(ReadOnlySpan<char> text)
    {
        if (text is "Z" or "z")
        {
            return 0;
        }

        if (text.Length != 6 || text[0] is not ('+' or '-') || text[3] != ':'
            || !int.TryParse(text.Slice(1, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text.Slice(4, 2), NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
            || hours > 23 || minutes > 59)
        {
            return null;
        }

        var seconds = ((hours * 60) + minutes) * 60;
        return text[0] == '-' ? -seconds : seconds;
    }
}
