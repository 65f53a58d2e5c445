using KubeSharp.Api;
using KubeSharp.ApiServer.Cache.Labels;
using KubeSharp.ApiServer.Cache.Watching;
using KubeSharp.Storage;
using KubeSharp.Storage.Collections;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// The cached state of one resource: its entries, its recent events, its watchers. One thread applies changes. The lock keeps entries,
/// events and watch positions together; it is held for moments and never across I/O or a selector.
/// </summary>
internal sealed class ResourceState(ResourceStore store, TimeProvider time)
{
    // Less is looked through faster than an index is kept up; an index with hardly more entries than values takes more memory than it saves time.
    private const int SmallestIndexed = 100;
    private const int FewestPerValue = 8;
    private const int MostIndexes = 4;

    private readonly Lock _lock = new();
    private readonly LabelDemand _demand = new();
    private readonly EventRing _events = new(time);
    private volatile ResourceSnapshot _snapshot = new(0, SortedMap<Entry>.Empty);

    // Replaced as a whole, so that it can be walked without the lock.
    private volatile Watcher[] _watchers = [];

    // Of the entries of the snapshot. Written by one thread at a time.
    private long _bytes;

    public ResourceSnapshot Snapshot => _snapshot;

    /// <summary>How many entries there are, and their bytes.</summary>
    public (int Count, long Bytes) Size => (_snapshot.Entries.Count, Interlocked.Read(ref _bytes));

    public int WatcherCount => _watchers.Length;

    /// <summary>Begins anew from a complete read. Watchers end, because events may be missing in between.</summary>
    public void Reset(ResourceSnapshot snapshot)
    {
        Watcher[] ended;
        lock (_lock)
        {
            _snapshot = snapshot;
            Interlocked.Exchange(ref _bytes, BytesOf(snapshot));
            _events.Reset(snapshot.Revision);
            ended = _watchers;
            _watchers = [];
        }

        store.Counts.Loaded();
        foreach (Watcher watcher in ended)
        {
            watcher.End();
        }
    }

    /// <summary>Applies the changes of this resource out of a batch that ends at <paramref name="revision"/>.</summary>
    public void Apply(long revision, List<KeyEvent> changes)
    {
        ResourceSnapshot before = _snapshot;
        SortedMapBuilder<Entry> entries = before.Entries.ToBuilder();
        long now = time.GetTimestamp();
        var events = new List<CacheEvent>(changes.Count);
        foreach (KeyEvent change in changes)
        {
            if (change.Revision <= before.Revision)
            {
                continue;
            }

            entries.TryGetValue(change.Key, out Entry? previous);
            if (change.Type == KeyEventType.Put)
            {
                Entry current = store.MakeEntry(change.Current);
                entries.Set(change.Key, current);
                Interlocked.Add(ref _bytes, current.Stored.Length - (previous?.Stored.Length ?? 0));
                events.Add(new CacheEvent(change.Revision, current, previous, now));
            }
            else if (previous is not null)
            {
                entries.Remove(change.Key);
                Interlocked.Add(ref _bytes, -previous.Stored.Length);
                events.Add(new CacheEvent(change.Revision, null, previous, now));
            }
        }

        if (events.Count > 0)
        {
            store.Counts.Received(events.Count);
            Publish(revision, entries.ToImmutable(), events);
        }
    }

    /// <summary>Adds a watcher behind a revision.</summary>
    /// <returns>-1, or the oldest revision from which a watch is possible if the one asked for is older.</returns>
    public long Add(Watcher watcher, long revision)
    {
        lock (_lock)
        {
            long position = _events.PositionAfter(revision);
            if (position < 0)
            {
                return _events.StartRevision;
            }

            watcher.Position = position;
            _watchers = [.. _watchers, watcher];
            return -1;
        }
    }

    public void Remove(Watcher watcher)
    {
        lock (_lock)
        {
            _watchers = [.. _watchers.Where(other => other != watcher)];
        }
    }

    /// <summary>How many events there is room for at present.</summary>
    public int EventCapacity
    {
        get
        {
            lock (_lock)
            {
                return _events.Capacity;
            }
        }
    }

    public bool HasMore(Watcher watcher)
    {
        lock (_lock)
        {
            return watcher.Position < _events.End;
        }
    }

    /// <summary>Moves the next events to the watcher; -1 if it has come too late for them.</summary>
    public int Read(Watcher watcher, Span<CacheEvent?> target)
    {
        lock (_lock)
        {
            int count = _events.Read(watcher.Position, target);
            watcher.Position += Math.Max(0, count);
            return count;
        }
    }

    /// <summary>The entries as of an older revision, by undoing recent events; null if they do not reach back so far.</summary>
    public SortedMap<Entry>? Before(long revision)
    {
        ResourceSnapshot snapshot;
        CacheEvent?[] later;
        lock (_lock)
        {
            snapshot = _snapshot;
            long position = _events.PositionAfter(revision);
            if (position < 0)
            {
                return null;
            }

            later = new CacheEvent?[_events.End - position];
            _events.Read(position, later);
        }

        SortedMapBuilder<Entry> entries = snapshot.Entries.ToBuilder();
        for (int i = later.Length - 1; i >= 0; i--)
        {
            CacheEvent change = later[i]!;
            if (change.Previous is { } previous)
            {
                entries.Set(previous.Key, previous);
            }
            else
            {
                entries.Remove(change.Current!.Key);
            }
        }

        return entries.ToImmutable();
    }

    /// <summary>Notes that a list selects by a label; one that is in demand gets an index.</summary>
    /// <exception cref="DecodeException">What is stored of an entry cannot be read.</exception>
    public void Demand(string label)
    {
        ResourceSnapshot start;
        lock (_lock)
        {
            start = _snapshot;
            if (start.Entries.Count < SmallestIndexed || !_demand.Add(label) || start.Indexes.Length >= MostIndexes || start.Indexes.Any(index => index.Label == label))
            {
                return;
            }
        }

        LabelIndex made = LabelIndex.Of(label, start.Entries);
        if (made.Values * FewestPerValue > start.Entries.Count)
        {
            return;
        }

        lock (_lock)
        {
            // What has happened meanwhile. If it is more than is kept, the next in demand gets the index.
            long position = _events.PositionAfter(start.Revision);
            if (position >= 0 && !_snapshot.Indexes.Any(index => index.Label == label))
            {
                var later = new CacheEvent?[_events.End - position];
                _events.Read(position, later);
                _snapshot = _snapshot with { Indexes = [.. _snapshot.Indexes, made.Apply(later.OfType<CacheEvent>())] };
            }
        }
    }

    /// <summary>Owes every watcher that wants them a bookmark, and forgets old events and the indexes that nobody has asked for since the last time.</summary>
    public void Tick()
    {
        lock (_lock)
        {
            _events.ForgetOld();
            IReadOnlySet<string> demanded = _demand.Take();
            if (_snapshot.Indexes.Any(index => !demanded.Contains(index.Label)))
            {
                _snapshot = _snapshot with { Indexes = [.. _snapshot.Indexes.Where(index => demanded.Contains(index.Label))] };
            }
        }

        foreach (Watcher watcher in _watchers)
        {
            if (watcher.WantsBookmarks)
            {
                watcher.OweBookmark();
            }
        }
    }

    private long BytesOf(ResourceSnapshot snapshot)
    {
        long bytes = 0;
        foreach ((_, Entry entry) in snapshot.Entries.Range(KeyRange.Prefix(store.Resource.Prefix)))
        {
            bytes += entry.Stored.Length;
        }

        return bytes;
    }

    private void Publish(long revision, SortedMap<Entry> entries, List<CacheEvent> events)
    {
        Watcher[] watchers;
        lock (_lock)
        {
            long end = _events.End;
            watchers = _watchers;
            foreach (CacheEvent change in events)
            {
                _events.Append(change);
            }

            _snapshot = new ResourceSnapshot(revision, entries, Apply(events, _snapshot.Indexes));
            foreach (Watcher watcher in watchers)
            {
                // What is not for it does not wake it, and must not make it late either.
                if (watcher.Position == end && !Concerns(watcher, events))
                {
                    watcher.Position = _events.End;
                }
            }
        }

        foreach (Watcher watcher in watchers)
        {
            if (Concerns(watcher, events))
            {
                watcher.Wake();
            }
        }
    }

    /// <summary>Without indexes if an entry cannot be read: then lists look at it themselves, and tell.</summary>
    private static LabelIndex[] Apply(List<CacheEvent> events, LabelIndex[] indexes)
    {
        try
        {
            return indexes.Length == 0 ? indexes : [.. indexes.Select(index => index.Apply(events))];
        }
        catch (DecodeException)
        {
            return [];
        }
    }

    private static bool Concerns(Watcher watcher, List<CacheEvent> events)
    {
        foreach (CacheEvent change in events)
        {
            if (watcher.Covers((change.Current ?? change.Previous)!.Key))
            {
                return true;
            }
        }

        return false;
    }
}
