using KubeSharp.Storage.Embedded.Index;
using KubeSharp.Storage.Embedded.Log;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Watching;

/// <summary>Rebuilds past events from the log. Values that are still current are shared with the index.</summary>
internal sealed class EventReader(StoreIndex index, LogReaders readers)
{
    private const int RowsAtOnce = 1000;

    /// <summary>
    /// Reads whole transactions from <paramref name="first"/> on, some or all of those up to <paramref name="last"/>. The revision of
    /// the response says how far it came.
    /// </summary>
    public WatchResponse Read(KeyRange range, long first, long last)
    {
        ThrowIfCompacted(first);
        List<LogRow> rows = Rows(first, last, RowsAtOnce);
        long upTo = last;
        if (rows.Count == RowsAtOnce)
        {
            upTo = rows[^1].Revision - 1;
            if (upTo < first)
            {
                upTo = first;
                rows = Rows(first, first, -1);
            }
        }

        IndexSnapshot snapshot = index.Current;
        var events = new List<KeyEvent>();
        foreach (LogRow row in rows)
        {
            if (row.Revision <= upTo && range.Contains(row.Key))
            {
                events.Add(Event(row, snapshot, first));
            }
        }

        ThrowIfCompacted(first);
        return new WatchResponse(upTo, events);
    }

    private List<LogRow> Rows(long first, long last, int most) =>
        readers.Use((first, last, most), static (reader, read) =>
        {
            var rows = new List<LogRow>();
            reader.Rows(RowId.Of(read.first, 0), RowId.Of(read.last + 1, 0), read.most, rows.Add);
            return rows;
        });

    private KeyEvent Event(LogRow row, IndexSnapshot snapshot, long first)
    {
        // A key that the index has forgotten was compacted, and the check after the loop says so.
        snapshot.Keys.TryGetValue(row.Key, out KeyState? state);
        string key = state?.Current?.Key ?? row.Key;
        KeyValue? previous = Previous(key, state, row.Revision);
        if (row.IsDeletion)
        {
            return new KeyEvent(KeyEventType.Delete, new KeyValue(key, default, 0, row.Revision, 0, 0), previous);
        }

        KeyValue current = state?.Current is { } newest && newest.ModRevision == row.Revision
            ? newest
            : new KeyValue(key, Value(row.Id) ?? throw Compacted(first), row.CreateRevision, row.Revision, row.Version, row.Lease);
        return new KeyEvent(KeyEventType.Put, current, previous);
    }

    private KeyValue? Previous(string key, KeyState? state, long revision)
    {
        if (state is null)
        {
            return null;
        }

        if (state.Revision < revision)
        {
            return state.Current;
        }

        return state.PastAt(revision - 1) is { IsDeletion: false } past && Value(past.Id) is { } value
            ? new KeyValue(key, value, past.CreateRevision, past.Revision, past.Version, past.Lease)
            : null;
    }

    private byte[]? Value(long id) => readers.Use(id, static (reader, row) => reader.Value(row));

    private void ThrowIfCompacted(long first)
    {
        if (first < index.Current.CompactRevision)
        {
            throw Compacted(first);
        }
    }

    private CompactedException Compacted(long first) => new(first, index.Current.CompactRevision);
}
