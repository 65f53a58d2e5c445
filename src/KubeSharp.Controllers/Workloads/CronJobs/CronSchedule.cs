using System.Diagnostics.CodeAnalysis;
using Cronos;
using KubeSharp.Api;

namespace KubeSharp.Controllers.Workloads.CronJobs;

/// <summary>
/// The times of a cron job: five fields or a macro such as <c>@hourly</c>, in a time zone, or <c>@every</c> with a duration. As in cron, a day
/// of the month and a day of the week that are both given are alternatives.
/// </summary>
internal sealed class CronSchedule
{
    /// <summary>Missed times that are looked at; with more, the clock is taken to be wrong.</summary>
    private const int MaxMissed = 100;

    private const string Every = "@every ";

    private readonly IReadOnlyList<CronExpression> _alternatives;
    private readonly TimeZoneInfo _zone;
    private readonly TimeSpan _interval;

    private CronSchedule(IReadOnlyList<CronExpression> alternatives, TimeZoneInfo zone, TimeSpan interval)
    {
        _alternatives = alternatives;
        _zone = zone;
        _interval = interval;
    }

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

        if (schedule.StartsWith(Every, StringComparison.Ordinal))
        {
            if (!Duration.TryParse(schedule[Every.Length..], out var interval))
            {
                error = $"failed to parse duration {schedule}";
                return false;
            }

            var whole = TimeSpan.FromSeconds(Math.Max(1, Math.Floor(interval.Value.TotalSeconds)));
            parsed = new CronSchedule([], zone, whole);
            return true;
        }

        try
        {
            parsed = new CronSchedule([.. Alternatives(schedule).Select(static text => CronExpression.Parse(text))], zone, default);
            return true;
        }
        catch (CronFormatException invalid)
        {
            error = invalid.Message;
            return false;
        }
    }

    /// <summary>The next time after <paramref name="after"/>; null if there is none.</summary>
    public DateTimeOffset? Next(DateTimeOffset after)
    {
        if (_interval > TimeSpan.Zero)
        {
            return Whole(after) + _interval;
        }

        DateTimeOffset? next = null;
        foreach (var alternative in _alternatives)
        {
            next = alternative.GetNextOccurrence(after, _zone) is { } time && !(next <= time) ? time : next;
        }

        return next;
    }

    /// <summary>The first time after <paramref name="now"/>, of those that began at <paramref name="since"/>.</summary>
    public DateTimeOffset? Upcoming(DateTimeOffset since, DateTimeOffset now) =>
        _interval > TimeSpan.Zero ? Whole(since) + (_interval * (Intervals(since, now) + 1)) : Next(now);

    /// <summary>The last time in (<paramref name="after"/>, <paramref name="now"/>], and whether there were too many to be right.</summary>
    public (DateTimeOffset? Last, bool IsTooMany) LastMissed(DateTimeOffset after, DateTimeOffset now)
    {
        if (_interval > TimeSpan.Zero)
        {
            var passed = Intervals(after, now);
            return (passed > 0 ? Whole(after) + (_interval * passed) : null, passed > MaxMissed);
        }

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

    /// <summary>Two schedules where the days of the month and of the week are both restricted, else the one.</summary>
    private static IEnumerable<string> Alternatives(string schedule)
    {
        var fields = schedule.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields is [var minute, var hour, var day, var month, var weekday] && day is not ("*" or "?") && weekday is not ("*" or "?"))
        {
            return [$"{minute} {hour} {day} {month} *", $"{minute} {hour} * {month} {weekday}"];
        }

        return [string.Join(' ', fields)];
    }

    private static DateTimeOffset Whole(DateTimeOffset time) => new(time.Ticks - (time.Ticks % TimeSpan.TicksPerSecond), time.Offset);

    private long Intervals(DateTimeOffset after, DateTimeOffset now) => now > after ? (now - Whole(after)).Ticks / _interval.Ticks : 0;

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
