using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources;

/// <summary>Ages as kubectl shows them: 45s, 5m30s, 3h12m, 2d4h, 45d, 1y200d; precise only where it matters.</summary>
public static class HumanDuration
{
    public static string Since(Time time, DateTimeOffset now) => time.IsZero ? "<unknown>" : Format(now - time.Value);

    public static string Format(TimeSpan span)
    {
        var seconds = (long)Math.Floor(span.TotalSeconds);
        switch (seconds)
        {
            case < -1:
                return "<invalid>";
            case < 0:
                return "0s";
            case < 120:
                return $"{seconds}s";
        }

        var minutes = seconds / 60;
        if (minutes < 10)
        {
            return Two(minutes, "m", seconds % 60, "s");
        }

        var hours = minutes / 60;
        if (hours < 3)
        {
            return $"{minutes}m";
        }

        if (hours < 8)
        {
            return Two(hours, "h", minutes % 60, "m");
        }

        var days = hours / 24;
        return days switch
        {
            < 2 => $"{hours}h",
            < 8 => Two(days, "d", hours % 24, "h"),
            < 365 * 2 => $"{days}d",
            < 365 * 8 => Two(days / 365, "y", days % 365, "d"),
            _ => $"{days / 365}y",
        };
    }

    private static string Two(long major, string majorUnit, long minor, string minorUnit) =>
        minor == 0 ? $"{major}{majorUnit}" : $"{major}{majorUnit}{minor}{minorUnit}";
}
