using KubeSharp.Api.Apps.V1;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>
/// Keeps daemons that fail at once from being replaced at once: a second at first, twice as long each time, a quarter of an hour at most. It starts over
/// when the daemon set changes, or when a pod lived for twice the longest wait.
/// </summary>
internal sealed class FailedPodBackoff(TimeProvider time)
{
    private static readonly TimeSpan First = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    private readonly Lock _gate = new();
    private readonly Dictionary<(string Set, long Generation, string Node), Entry> _entries = [];

    /// <summary>How long to wait before the failed daemon of the node is replaced; null means now, and makes the next wait longer.</summary>
    public TimeSpan? Wait(DaemonSet set, string node)
    {
        var key = (set.Metadata.UID, set.Status.ObservedGeneration, node);
        var now = time.GetUtcNow();
        lock (_gate)
        {
            Forget(now);
            if (!_entries.TryGetValue(key, out var entry))
            {
                _entries[key] = new Entry(First, now);
                return null;
            }

            var left = entry.Wait - (now - entry.Since);
            if (left > TimeSpan.Zero)
            {
                return left;
            }

            _entries[key] = new Entry(entry.Wait * 2 < Longest ? entry.Wait * 2 : Longest, now);
            return null;
        }
    }

    private void Forget(DateTimeOffset now)
    {
        foreach (var (key, entry) in _entries)
        {
            if (now - entry.Since > Longest * 2)
            {
                _entries.Remove(key);
            }
        }
    }

    private readonly record struct Entry(TimeSpan Wait, DateTimeOffset Since);
}
