using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>The parts of timestamps and durations.</summary>
internal static class TimeFunctions
{
    public static void AddTo(Library library)
    {
        Part(library, "getFullYear", "timestamp_to_year", (time, _) => time.Year);
        Part(library, "getMonth", "timestamp_to_month", (time, _) => time.Month - 1);
        Part(library, "getDayOfYear", "timestamp_to_day_of_year", (time, _) => time.DayOfYear - 1);
        Part(library, "getDayOfMonth", "timestamp_to_day_of_month", (time, _) => time.Day - 1);
        Part(library, "getDate", "timestamp_to_day_of_month_1_based", (time, _) => time.Day);
        Part(library, "getDayOfWeek", "timestamp_to_day_of_week", (time, _) => (int)time.DayOfWeek);
        Part(library, "getHours", "timestamp_to_hours", (time, _) => time.Hour);
        Part(library, "getMinutes", "timestamp_to_minutes", (time, _) => time.Minute);
        Part(library, "getSeconds", "timestamp_to_seconds", (time, _) => time.Second);
        Part(library, "getMilliseconds", "timestamp_to_milliseconds", (_, nanos) => nanos / 1_000_000);
        Whole(library, "getHours", "duration_to_hours", 3_600_000_000_000);
        Whole(library, "getMinutes", "duration_to_minutes", 60_000_000_000);
        Whole(library, "getSeconds", "duration_to_seconds", 1_000_000_000);
        library.Member("getMilliseconds", "duration_to_milliseconds", [CelType.Duration], CelType.Int, arguments =>
            CelValue.Of(arguments[0].AsDuration / 1_000_000));
    }

    private static void Part(Library library, string name, string id, Func<DateTime, int, int> part)
    {
        library.Member(name, id, [CelType.Timestamp], CelType.Int, arguments =>
            CelValue.Of((long)part(arguments[0].AsTimestamp.Utc, arguments[0].AsTimestamp.Nanos)));
        library.Member(name, id + "_with_tz", [CelType.Timestamp, CelType.String], CelType.Int, arguments =>
            Timestamps.In(arguments[0].AsTimestamp, arguments[1].AsString) is { } local
                ? CelValue.Of((long)part(local, arguments[0].AsTimestamp.Nanos))
                : Library.Error("unknown time zone " + arguments[1].AsString));
    }

    private static void Whole(Library library, string name, string id, long unit) =>
        library.Member(name, id, [CelType.Duration], CelType.Int, arguments => CelValue.Of(arguments[0].AsDuration / unit));
}
