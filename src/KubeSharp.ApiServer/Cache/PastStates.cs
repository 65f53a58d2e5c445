using KubeSharp.Api;
using KubeSharp.Storage;
using KubeSharp.Storage.Collections;
using KubeSharp.Storage.Errors;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// The state at exact revisions, for lists in chunks: made by undoing recent events, or read from the store's history, and
/// kept while somebody pages through it.
/// </summary>
internal sealed class PastStates(ResourceStore store, IKeyValueStore keyValues)
{
    private const int Kept = 4;

    private readonly Lock _lock = new();
    private readonly LinkedList<Past> _recent = [];

    /// <exception cref="ApiException">410: the revision is in no history any more.</exception>
    public async ValueTask<SortedMap<Entry>> AtAsync(long revision, CancellationToken cancellationToken)
    {
        if (Find(revision) is { } kept)
        {
            return kept;
        }

        SortedMap<Entry> entries = store.State.Before(revision) ?? await ReadAsync(revision, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            _recent.AddFirst(new Past(revision, entries));
            if (_recent.Count > Kept)
            {
                _recent.RemoveLast();
            }
        }

        return entries;
    }

    /// <summary>Lets go of what was not asked for since the last time.</summary>
    public void Tick()
    {
        lock (_lock)
        {
            foreach (Past past in _recent.ToList())
            {
                if (!past.Used)
                {
                    _recent.Remove(past);
                }

                past.Used = false;
            }
        }
    }

    private SortedMap<Entry>? Find(long revision)
    {
        lock (_lock)
        {
            for (LinkedListNode<Past>? node = _recent.First; node is not null; node = node.Next)
            {
                if (node.Value.Revision == revision)
                {
                    node.Value.Used = true;
                    _recent.Remove(node);
                    _recent.AddFirst(node);
                    return node.Value.Entries;
                }
            }
        }

        return null;
    }

    private async ValueTask<SortedMap<Entry>> ReadAsync(long revision, CancellationToken cancellationToken)
    {
        var request = new RangeRequest(KeyRange.Prefix(store.Resource.Prefix)) { Revision = revision };
        RangeResult read = await store.Operations.List.MeasureAsync(keyValues.RangeAsync(request, cancellationToken)).ConfigureAwait(false);
        SortedMap<Entry> current = store.State.Snapshot.Entries;
        SortedMapBuilder<Entry> entries = SortedMap<Entry>.Empty.ToBuilder();
        foreach (KeyValue found in read.KeyValues)
        {
            if (store.Form is { } form)
            {
                await form.PrepareAsync(found.Value, cancellationToken).ConfigureAwait(false);
            }

            entries.Set(
                found.Key,
                current.TryGetValue(found.Key, out Entry? entry) && entry.Revision == found.ModRevision ? entry : store.MakeEntry(found));
        }

        return entries.ToImmutable();
    }

    private sealed class Past(long revision, SortedMap<Entry> entries)
    {
        public long Revision { get; } = revision;

        public SortedMap<Entry> Entries { get; } = entries;

        public bool Used { get; set; } = true;
    }
}
