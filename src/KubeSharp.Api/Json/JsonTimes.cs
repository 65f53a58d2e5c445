using System.Text;

namespace KubeSharp.Api.Json;

/// <summary>RFC 3339 times, as Go's parser takes them.</summary>
internal static class JsonTimes
{
    public static DateTimeOffset Parse(ReadOnlySpan<byte> text, string layout, int offset)
    {
        if (TryParse(text, out var time))
        {
            return time;
        }

        var shown = Encoding.UTF8.GetString(text);
        throw new JsonTypeException("string", offset, $"parsing time \"{shown}\" as \"{layout}\": cannot parse \"{shown}\" as \"2006\"");
    }

    public static bool TryParse(ReadOnlySpan<byte> s, out DateTimeOffset time)
    {
        time = default;
        if (s.Length < 20
            || !Number(s[..4], out var year) || s[4] != '-' || !Number(s[5..7], out var month) || s[7] != '-'
            || !Number(s[8..10], out var day) || s[10] != 'T' || !Number(s[11..13], out var hour) || s[13] != ':'
            || !Number(s[14..16], out var minute) || s[16] != ':' || !Number(s[17..19], out var second))
        {
            return false;
        }

        s = s[19..];
        long ticks = 0;
        if (s[0] is (byte)'.' or (byte)',' && !Fraction(ref s, out ticks))
        {
            return false;
        }

        if (year is 0 || month is < 1 or > 12 || hour > 23 || minute > 59 || second > 59
            || day < 1 || day > DateTime.DaysInMonth(year, month) || !Zone(s, out var zone))
        {
            return false;
        }

        var local = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc).Ticks + ticks - zone.Ticks;
        if (local < 0 || local > DateTime.MaxValue.Ticks)
        {
            return false;
        }

        time = new DateTimeOffset(local, TimeSpan.Zero);
        return true;
    }

    private static bool Number(ReadOnlySpan<byte> s, out int value)
    {
        value = 0;
        foreach (var b in s)
        {
            if (b is < (byte)'0' or > (byte)'9')
            {
                return false;
            }

            value = (value * 10) + (b - '0');
        }

        return true;
    }

    private static bool Fraction(ref ReadOnlySpan<byte> s, out long ticks)
    {
        ticks = 0;
        var unit = TimeSpan.TicksPerSecond;
        var i = 1;
        for (; i < s.Length && s[i] is >= (byte)'0' and <= (byte)'9'; i++)
        {
            unit /= 10;
            ticks += (s[i] - '0') * unit;
        }

        s = s[i..];
        return i > 1;
    }

    private static bool Zone(ReadOnlySpan<byte> s, out TimeSpan zone)
    {
        zone = default;
        if (s is [(byte)'Z'])
        {
            return true;
        }

        if (s.Length != 6 || s[0] is not ((byte)'+' or (byte)'-') || s[3] != ':'
            || !Number(s[1..3], out var hours) || !Number(s[4..6], out var minutes) || hours > 23 || minutes > 59)
        {
            return false;
        }

        zone = new TimeSpan(hours, minutes, 0) * (s[0] == '-' ? -1 : 1);
        return true;
    }
}
