namespace KubeSharp.Client;

/// <summary>
/// Waits that double from <paramref name="initial"/> to <paramref name="max"/>, each lengthened by a random part of up to
/// <paramref name="jitter"/> times itself so that many clients do not come back at once. For one loop.
/// </summary>
public sealed class Backoff(TimeSpan initial, TimeSpan max, double jitter = 1.0)
{
    private TimeSpan _next;

    public TimeSpan Next()
    {
        var wait = _next > initial ? _next : initial;
        _next = TimeSpan.FromTicks(Math.Min(max.Ticks, wait.Ticks * 2));
        return wait + (wait * (Random.Shared.NextDouble() * jitter));
    }

    public void Reset() => _next = TimeSpan.Zero;
}
