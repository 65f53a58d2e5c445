using System.Globalization;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Resources.Batch;

/// <summary>The syntax of a CronJob's schedule: five fields, or a macro such as @hourly or @every 5m.</summary>
internal static class CronScheduleChecks
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
    private static readonly string[] Days = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"];

    /// <summary>What is wrong with the schedule; null if nothing is.</summary>
    public static string? Error(string schedule)
    {
        if (schedule.StartsWith('@'))
        {
            return Macro(schedule);
        }

        var fields = schedule.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (fields.Length != 5)
        {
            return $"expected exactly 5 fields, found {fields.Length}: [{string.Join(' ', fields)}]";
        }

        return Field(fields[0], 0, 59, []) ?? Field(fields[1], 0, 23, []) ?? Field(fields[2], 1, 31, []) ??
            Field(fields[3], 1, 12, Months) ?? Field(fields[4], 0, 6, Days);
    }

    private static string? Macro(string schedule)
    {
        const string Every = "@every ";
        if (schedule is "@yearly" or "@annually" or "@monthly" or "@weekly" or "@daily" or "@midnight" or "@hourly")
        {
            return null;
        }

        if (!schedule.StartsWith(Every, StringComparison.Ordinal))
        {
            return $"unrecognized descriptor: {schedule}";
        }

        return Duration.TryParse(schedule[Every.Length..], out _) ? null : $"failed to parse duration {schedule}";
    }

    private static string? Field(string field, int low, int high, string[] names)
    {
        foreach (var part in field.Split(','))
        {
            if (Range(part, low, high, names) is { } error)
            {
                return error;
            }
        }

        return null;
    }

    private static string? Range(string text, int low, int high, string[] names)
    {
        var steps = text.Split('/');
        var bounds = steps[0].Split('-');
        if (steps.Length > 2)
        {
            return $"too many slashes: {text}";
        }

        if (bounds.Length > 2)
        {
            return $"too many hyphens: {text}";
        }

        if (steps.Length == 2 && (!int.TryParse(steps[1], NumberStyles.None, CultureInfo.InvariantCulture, out var step) || step == 0))
        {
            return steps[1] == "0" ? $"step of range should be a positive number: {text}" : $"failed to parse int from {steps[1]}";
        }

        if (bounds is ["*" or "?"])
        {
            return null;
        }

        if (Number(bounds[0], low, names) is not { } first)
        {
            return $"failed to parse int from {bounds[0]}";
        }

        if (Number(bounds[^1], low, names) is not { } last)
        {
            return $"failed to parse int from {bounds[^1]}";
        }

        if (first < low)
        {
            return $"beginning of range ({first}) below minimum ({low}): {text}";
        }

        if (last > high)
        {
            return $"end of range ({last}) above maximum ({high}): {text}";
        }

        return first > last ? $"beginning of range ({first}) beyond end of range ({last}): {text}" : null;
    }

    private static int? Number(string text, int low, string[] names)
    {
        var index = Array.IndexOf(names, text.ToLowerInvariant());
        if (index >= 0)
        {
            return index + low;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
    }
}
