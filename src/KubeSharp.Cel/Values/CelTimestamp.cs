namespace KubeSharp.Cel.Values;

/// <summary>A moment between the years 1 and 9999, to the nanosecond.</summary>
/// <param name="Seconds">Since 1970.</param>
/// <param name="Nanos">0 to 999,999,999.</param>
public readonly record struct CelTimestamp(long Seconds, int Nanos) : IComparable<CelTimestamp>
{
    public const long MinSeconds = -62135596800;
    public const long MaxSeconds = 253402300799;

    private const int Second = 1_000_000_000;

    /// <summary>Without what is finer than .NET's ticks.</summary>
    public DateTime Utc => DateTime.UnixEpoch.AddSeconds(Seconds).AddTicks(Nanos / 100);

    public static CelTimestamp Of(DateTimeOffset value)
    {
        var ticks = value.UtcTicks - DateTime.UnixEpoch.Ticks;
        var seconds = Math.DivRem(ticks, TimeSpan.TicksPerSecond, out var rest);
        return rest < 0
            ? new(seconds - 1, (int)(rest + TimeSpan.TicksPerSecond) * 100)
            : new(seconds, (int)rest * 100);
    }

    /// <summary>Null where the result leaves the range.</summary>
    public CelTimestamp? Add(long nanoseconds)
    {
        var seconds = Math.DivRem(nanoseconds, Second, out var rest);
        var nanos = Nanos + rest;
        var total = Seconds + seconds;
        if (nanos < 0)
        {
            nanos += Second;
            total--;
        }
        else if (nanos >= Second)
        {
            nanos -= Second;
            total++;
        }

        return total is < MinSeconds or > MaxSeconds ? null : new(total, (int)nanos);
    }

    /// <summary>Nanoseconds between the two; null where a duration cannot hold them.</summary>
    public long? Since(CelTimestamp other)
    {
        var nanos = ((Int128)(Seconds - other.Seconds) * Second) + (Nanos - other.Nanos);
        return nanos >= long.MinValue && nanos <= long.MaxValue ? (long)nanos : null;
    }

    public int CompareTo(CelTimestamp other) => Seconds != other.Seconds ? Seconds.CompareTo(other.Seconds) : Nanos.CompareTo(other.Nanos);
}
