using System.Globalization;

namespace KubeSharp.Api;

/// <summary>A moment in UTC, whole seconds: more is never written. The default is Go's zero time, null in JSON.</summary>
public readonly record struct Time : IComparable<Time>
{
    private readonly long _ticks;

    public Time(DateTimeOffset moment) => _ticks = moment.UtcTicks / TimeSpan.TicksPerSecond * TimeSpan.TicksPerSecond;

    public bool IsZero => _ticks == 0;

    public DateTimeOffset Value => new(_ticks, TimeSpan.Zero);

    public long UnixSeconds => Value.ToUnixTimeSeconds();

    public static implicit operator DateTimeOffset(Time time) => time.Value;

    public static implicit operator Time(DateTimeOffset moment) => new(moment);

    public static bool operator <(Time left, Time right) => left._ticks < right._ticks;

    public static bool operator >(Time left, Time right) => left._ticks > right._ticks;

    public static bool operator <=(Time left, Time right) => left._ticks <= right._ticks;

    public static bool operator >=(Time left, Time right) => left._ticks >= right._ticks;

    public static Time Now(TimeProvider time) => new(time.GetUtcNow());

    public static Time FromUnixSeconds(long seconds) => new(DateTimeOffset.FromUnixTimeSeconds(seconds));

    public int CompareTo(Time other) => _ticks.CompareTo(other._ticks);

    public override string ToString() => Value.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
