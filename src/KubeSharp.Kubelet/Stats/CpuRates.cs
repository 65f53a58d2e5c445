using System.Collections.Concurrent;

namespace KubeSharp.Kubelet.Stats;

/// <summary>Computes rates from counters of CPU time, by the last two samples that lie far enough apart.</summary>
internal sealed class CpuRates
{
    private static readonly TimeSpan LeastInterval = TimeSpan.FromSeconds(1);

    private readonly ConcurrentDictionary<string, Sample> _samples = new(StringComparer.Ordinal);

    /// <summary>Takes a sample.</summary>
    /// <returns>Billionths of a core; null for the first sample, and when the counter went back.</returns>
    public long? Add(string key, DateTimeOffset time, long usageCoreNanoSeconds)
    {
        var next = _samples.AddOrUpdate(
            key,
            _ => new Sample(time, usageCoreNanoSeconds, null),
            (_, last) => time - last.Time < LeastInterval ? last : new Sample(time, usageCoreNanoSeconds, Rate(last, time, usageCoreNanoSeconds)));
        return next.Rate;
    }

    /// <summary>Forgets what is no longer measured.</summary>
    public void Keep(IReadOnlySet<string> keys)
    {
        foreach (var key in _samples.Keys)
        {
            if (!keys.Contains(key))
            {
                _samples.TryRemove(key, out _);
            }
        }
    }

    private static long? Rate(Sample last, DateTimeOffset time, long usage) =>
        usage < last.Usage ? null : (long)((usage - last.Usage) / (time - last.Time).TotalSeconds);

    private readonly record struct Sample(DateTimeOffset Time, long Usage, long? Rate);
}
