using System.Diagnostics.CodeAnalysis;
using Cronos;

namespace KubeSharp.Controllers.Workloads.CronJobs;

/// <summary>The times of a cron job: five fields or a macro such as <c>@hourly</c>, in a time zone.</summary>
internal sealed class CronSchedule(CronExpression expression, TimeZoneInfo zone)
{
    /// <summary>Missed times that are looked at; with more, the clock is taken to be wrong.</summary>
    private const int MaxMissed = 100;

    /// <param name="schedule">The expression.</param>
    /// <param name="timeZone">An IANA name; null for UTC.</param>
    /// <param name="parsed">The schedule.</param>
    /// <param name="error">What is wrong, if it cannot be parsed.</param>
    public static bool TryParse(string schedule, string? timeZone, [NotNullWhen(true)] out CronSchedule? parsed, out string error)
    {
        parsed = null;
        error = "";
        var zone = TimeZoneInfo.Utc;
        if (timeZone is not null && !TimeZoneInfo.TryFindSystemTimeZoneById(timeZone, out zone!))
        {
            error = $"unknown time zone {timeZone}";
            return false;
        }

        try
        {
            parsed = new CronSchedule(CronExpression.Parse(schedule), zone);
            return true;
        }
        catch (CronFormatException invalid)
        {
            error = invalid.Message;
            return false;
        }
    }

    /// <summary>The next time after <paramref name="after"/>; null if there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after) => expression.GetNextOccurrence(after, zone);

    /// <summary>The last time in (<paramref name="after"/>, <paramref name="now"/>], and whether there were too many to be right.</summary>
    public (DateTimeOffset? Last, bool IsTooMany) LastMissed(DateTimeOffset after, DateTimeOffset now)
    {
        DateTimeOffset? last = null;
        var count = 0;
        for (var next = Next(after); next is { } time && time <= now; next = Next(time))
        {
            last = time;
            if (++count > MaxMissed)
            {
                // Only the last matters: look for it near the end.
                return (LastBefore(now) ?? last, true);
            }
        }

        return (last, false);
    }

    private DateTimeOffset? LastBefore(DateTimeOffset now)
    {
        foreach (var span in new[] { TimeSpan.FromMinutes(1), TimeSpan.FromHours(1), TimeSpan.FromDays(1), TimeSpan.FromDays(31) })
        {
            DateTimeOffset? last = null;
            for (var next = Next(now - span); next is { } time && time <= now; next = Next(time))
            {
                last = time;
            }

            if (last is not null)
            {
                return last;
            }
        }

        return null;
    }
}
