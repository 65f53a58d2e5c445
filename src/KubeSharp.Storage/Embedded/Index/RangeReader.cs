using KubeSharp.Storage.Collections;
using KubeSharp.Storage.Embedded.Log;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Index;

/// <summary>Answers range requests: the current state from memory, older revisions with their values from the log.</summary>
internal sealed class RangeReader(StoreIndex index, LogReaders readers)
{
    public RangeResult Read(RangeRequest request)
    {
        IndexSnapshot snapshot = index.Current;
        if (request.Revision > snapshot.Revision)
        {
            throw new FutureRevisionException(request.Revision, snapshot.Revision);
        }

        ThrowIfCompacted(request.Revision, snapshot);
        return request.Revision == 0 || request.Revision == snapshot.Revision
            ? ReadCurrent(request, snapshot.Revision, snapshot.Keys.Range(request.Range))
            : ReadPast(request, snapshot);
    }

    /// <summary>Reads the newest state of an index that may not be committed yet.</summary>
    public static RangeResult ReadCurrent(RangeRequest request, long revision, SortedMapRange<KeyState> range)
    {
        var found = new List<KeyValue>();
        long count = 0;
        foreach ((_, KeyState state) in range)
        {
            if (state.Current is { } current)
            {
                count++;
                if (!request.CountOnly && (request.Limit == 0 || count <= request.Limit))
                {
                    found.Add(request.KeysOnly ? WithoutValue(current) : current);
                }
            }
        }

        return new RangeResult(revision, found, request.Limit > 0 && count > request.Limit, count);
    }

    private RangeResult ReadPast(RangeRequest request, IndexSnapshot snapshot)
    {
        var found = new List<KeyValue>();
        long count = 0;
        foreach ((string key, KeyState state) in snapshot.Keys.Range(request.Range))
        {
            KeyValue? current = state.Revision <= request.Revision ? state.Current : null;
            PastRevision? past = state.Revision <= request.Revision ? null : state.PastAt(request.Revision);
            if (current is null && past is null or { IsDeletion: true })
            {
                continue;
            }

            count++;
            if (!request.CountOnly && (request.Limit == 0 || count <= request.Limit))
            {
                found.Add((current, request.KeysOnly) switch
                {
                    (null, true) => Materialize(key, past!, default),
                    (null, false) => Materialize(key, past!, Value(past!, request.Revision)),
                    (_, true) => WithoutValue(current),
                    _ => current,
                });
            }
        }

        // The chains may have been cut while they were walked.
        ThrowIfCompacted(request.Revision, index.Current);
        return new RangeResult(snapshot.Revision, found, request.Limit > 0 && count > request.Limit, count);
    }

    private byte[] Value(PastRevision past, long revision) =>
        readers.Use(past.Id, static (reader, id) => reader.Value(id))
        ?? throw new CompactedException(revision, index.Current.CompactRevision);

    private static KeyValue Materialize(string key, PastRevision past, ReadOnlyMemory<byte> value) =>
        new(key, value, past.CreateRevision, past.Revision, past.Version, past.Lease);

    private static KeyValue WithoutValue(KeyValue source) =>
        new(source.Key, default, source.CreateRevision, source.ModRevision, source.Version, source.Lease);

    private static void ThrowIfCompacted(long revision, IndexSnapshot snapshot)
    {
        if (revision != 0 && revision < snapshot.CompactRevision)
        {
            throw new CompactedException(revision, snapshot.CompactRevision);
        }
    }
}
