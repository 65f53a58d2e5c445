using System.Globalization;

namespace KubeSharp.Api;

/// <summary>A moment in UTC, whole microseconds. The default is Go's zero time, null in JSON.</summary>
public readonly record struct MicroTime : IComparable<MicroTime>
{
    private readonly long _ticks;

    public MicroTime(DateTimeOffset moment) => _ticks = moment.UtcTicks / TimeSpan.TicksPerMicrosecond * TimeSpan.TicksPerMicrosecond;

    public bool IsZero => _ticks == 0;

    public DateTimeOffset Value => new(_ticks, TimeSpan.Zero);

    public static implicit operator DateTimeOffset(MicroTime time) => time.Value;

    public static implicit operator MicroTime(DateTimeOffset moment) => new(moment);

    public static bool operator <(MicroTime left, MicroTime right) => left._ticks < right._ticks;

    public static bool operator >(MicroTime left, MicroTime right) => left._ticks > right._ticks;

    public static bool operator <=(MicroTime left, MicroTime right) => left._ticks <= right._ticks;

    public static bool operator >=(MicroTime left, MicroTime right) => left._ticks >= right._ticks;

    public static MicroTime Now(TimeProvider time) => new(time.GetUtcNow());

    public int CompareTo(MicroTime other) => _ticks.CompareTo(other._ticks);

    public override string ToString() => Value.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
