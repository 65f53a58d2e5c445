using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.ApiServer.Webhooks;

/// <summary>Answers that go stale. When full it forgets what is stale, and all if that is not enough.</summary>
internal sealed class TimedCache<TKey, TValue>(int capacity, TimeProvider time)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, (TValue Value, DateTimeOffset Until)> _entries = new();

    public bool TryGet(TKey key, [MaybeNullWhen(false)] out TValue value)
    {
        if (_entries.TryGetValue(key, out var entry) && time.GetUtcNow() < entry.Until)
        {
            value = entry.Value;
            return true;
        }

        value = default;
        return false;
    }

    /// <param name="key">The question.</param>
    /// <param name="value">The answer.</param>
    /// <param name="life">How long it holds; nothing is kept if that is no time at all.</param>
    public void Put(TKey key, TValue value, TimeSpan life)
    {
        if (life <= TimeSpan.Zero)
        {
            return;
        }

        var now = time.GetUtcNow();
        if (_entries.Count >= capacity)
        {
            Shrink(now);
        }

        _entries[key] = (value, now + life);
    }

    private void Shrink(DateTimeOffset now)
    {
        foreach (var (stale, entry) in _entries)
        {
            if (entry.Until <= now)
            {
                _entries.TryRemove(stale, out _);
            }
        }

        if (_entries.Count >= capacity)
        {
            _entries.Clear();
        }
    }
}
