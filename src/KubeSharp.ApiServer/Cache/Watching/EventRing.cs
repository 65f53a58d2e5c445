namespace KubeSharp.ApiServer.Cache.Watching;

/// <summary>
/// The recent events of one resource. Positions count all events ever appended. It grows while its events are younger than
/// <see cref="MinAge"/>, up to a bound in number and bytes, and forgets what is older than <see cref="MaxAge"/>. Guarded by the lock of its owner.
/// </summary>
internal sealed class EventRing(TimeProvider time)
{
    private const int SmallestCapacity = 64;
    private const int LargestCapacity = 32768;
    private const long MaxBytes = 16 << 20;

    // As upstream: a client that lost its connection comes back within this time.
    private static readonly TimeSpan MinAge = TimeSpan.FromSeconds(75);
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private CacheEvent?[] _events = new CacheEvent?[SmallestCapacity];
    private long _first;
    private long _bytes;

    /// <summary>All events after this revision are here.</summary>
    public long StartRevision { get; private set; }

    /// <summary>The position behind the last event.</summary>
    public long End { get; private set; }

    public int Capacity => _events.Length;

    private int Count => (int)(End - _first);

    public void Reset(long revision)
    {
        Array.Clear(_events);
        _first = End;
        _bytes = 0;
        StartRevision = revision;
    }

    public void Append(CacheEvent change)
    {
        if (Count == _events.Length)
        {
            if (_events.Length < LargestCapacity && time.GetElapsedTime(At(_first).Timestamp) < MinAge)
            {
                Grow();
            }
            else
            {
                Forget();
            }
        }

        _events[End++ & (_events.Length - 1)] = change;
        _bytes += change.Size;
        while (_bytes > MaxBytes && Count > SmallestCapacity)
        {
            Forget();
        }
    }

    /// <summary>The position of the first event after a revision; -1 if some of them are gone.</summary>
    public long PositionAfter(long revision)
    {
        if (revision < StartRevision)
        {
            return -1;
        }

        long low = _first;
        long high = End;
        while (low < high)
        {
            long middle = (low + high) / 2;
            if (At(middle).Revision <= revision)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>Copies events from a position on.</summary>
    /// <returns>How many; -1 if the position is gone.</returns>
    public int Read(long position, Span<CacheEvent?> target)
    {
        if (position < _first)
        {
            return -1;
        }

        int count = (int)Math.Min(target.Length, End - position);
        for (int i = 0; i < count; i++)
        {
            target[i] = At(position + i);
        }

        return count;
    }

    public void ForgetOld()
    {
        while (Count > 0 && time.GetElapsedTime(At(_first).Timestamp) > MaxAge)
        {
            Forget();
        }
    }

    private CacheEvent At(long position) => _events[position & (_events.Length - 1)]!;

    private void Forget()
    {
        ref CacheEvent? oldest = ref _events[_first & (_events.Length - 1)];
        StartRevision = oldest!.Revision;
        _bytes -= oldest.Size;
        oldest = null;
        _first++;
    }

    private void Grow()
    {
        var larger = new CacheEvent?[_events.Length * 2];
        for (long position = _first; position < End; position++)
        {
            larger[position & (larger.Length - 1)] = At(position);
        }

        _events = larger;
    }
}
