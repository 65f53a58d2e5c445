namespace KubeSharp.Api;

/// <summary>A span of time in nanoseconds, Go's duration text in JSON (<c>1m30s</c>).</summary>
public readonly record struct Duration(long Nanoseconds) : IComparable<Duration>
{
    public TimeSpan Value => new(Nanoseconds / TimeSpan.NanosecondsPerTick);

    public static implicit operator TimeSpan(Duration duration) => duration.Value;

    public static implicit operator Duration(TimeSpan span) => new(span.Ticks * TimeSpan.NanosecondsPerTick);

    public static Duration Parse(string text) =>
        GoDuration.TryParse(text, out var nanoseconds) ? new Duration(nanoseconds) : throw new FormatException($"time: invalid duration \"{text}\"");

    public static bool TryParse(string text, out Duration duration)
    {
        var ok = GoDuration.TryParse(text, out var nanoseconds);
        duration = new Duration(nanoseconds);
        return ok;
    }

    public int CompareTo(Duration other) => Nanoseconds.CompareTo(other.Nanoseconds);

    public override string ToString() => GoDuration.Format(Nanoseconds);
}
