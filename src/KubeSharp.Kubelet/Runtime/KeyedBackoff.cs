namespace KubeSharp.Kubelet.Runtime;

/// <summary>
/// Waits that double with every failure of the same thing, up to a bound, and start over when it was well for twice the bound.
/// </summary>
internal sealed class KeyedBackoff(TimeSpan initial, TimeSpan max, TimeProvider time)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Entry> _entries = new(StringComparer.Ordinal);

    /// <summary>What is left of the wait that began at <paramref name="since"/>; zero when it is over or there is none.</summary>
    public TimeSpan Remaining(string key, DateTimeOffset since)
    {
        lock (_gate)
        {
            if (!_entries.TryGetValue(key, out var entry) || HasExpired(entry, since))
            {
                return TimeSpan.Zero;
            }
            var left = entry.Delay - (time.GetUtcNow() - since);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    /// <summary>The current wait, as messages show it.</summary>
    public TimeSpan Delay(string key)
    {
        lock (_gate)
        {
            return _entries.TryGetValue(key, out var entry) ? entry.Delay : TimeSpan.Zero;
        }
    }

    /// <summary>Counts one more failure that happened at <paramref name="since"/>.</summary>
    public void Next(string key, DateTimeOffset since)
    {
        lock (_gate)
        {
            var delay = _entries.TryGetValue(key, out var entry) && !HasExpired(entry, since)
                ? TimeSpan.FromTicks(Math.Min(max.Ticks, entry.Delay.Ticks * 2))
                : initial;
            _entries[key] = new Entry(delay, time.GetUtcNow());
        }
    }

    /// <summary>Drops everything of keys that begin so.</summary>
    public void Forget(string prefix)
    {
        lock (_gate)
        {
            foreach (var key in _entries.Keys.Where(key => key.StartsWith(prefix, StringComparison.Ordinal)).ToArray())
            {
                _entries.Remove(key);
            }
        }
    }

    private bool HasExpired(Entry entry, DateTimeOffset since) => since - entry.Updated > max * 2;

    private readonly record struct Entry(TimeSpan Delay, DateTimeOffset Updated);
}
