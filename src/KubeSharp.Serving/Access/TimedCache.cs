using System.Collections.Concurrent;

namespace KubeSharp.Serving.Access;

/// <summary>A small cache of answers that go stale. When full it forgets what is stale, and all if that is not enough.</summary>
internal sealed class TimedCache<TKey, TValue>(int capacity, TimeProvider time)
    where TKey : notnull
{
    private readonly ConcurrentDictionary<TKey, (TValue Value, DateTimeOffset Until)> _entries = new();

    public bool TryGet(TKey key, out TValue value)
    {
        if (_entries.TryGetValue(key, out var entry) && time.GetUtcNow() < entry.Until)
        {
            value = entry.Value;
            return true;
        }

        value = default!;
        return false;
    }

    public void Put(TKey key, TValue value, TimeSpan life)
    {
        var now = time.GetUtcNow();
        if (_entries.Count >= capacity)
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

        _entries[key] = (value, now + life);
    }
}
