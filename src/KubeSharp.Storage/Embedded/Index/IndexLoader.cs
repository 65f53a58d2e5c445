using KubeSharp.Storage.Collections;
using KubeSharp.Storage.Embedded.Log;

namespace KubeSharp.Storage.Embedded.Index;

/// <summary>
/// Rebuilds the index from the log at start, in one pass in the order of the file: looking for each current value by itself would take twice
/// the time, and the superseded ones are few (<see cref="EmbeddedStoreOptions.HistoryLimit"/>).
/// </summary>
internal static class IndexLoader
{
    public static IndexSnapshot Load(LogReader reader, History history)
    {
        long compactRevision = reader.CompactRevision();
        long revision = Math.Max(1, compactRevision);
        var newest = new Dictionary<string, KeyState>();
        foreach ((LogRow row, byte[] value) in reader.Contents())
        {
            revision = Math.Max(revision, row.Revision);
            newest.TryGetValue(row.Key, out KeyState? before);
            string key = before?.Current?.Key ?? row.Key;
            PastRevision? past = before?.ToPast(key);
            newest[key] = row.IsDeletion
                ? new KeyState(row.Revision, row.Position, past)
                : new KeyState(new KeyValue(key, value, row.CreateRevision, row.Revision, row.Version, row.Lease), row.Position, past);
        }

        // The map is built fastest in the order of its keys. PLINQ would sort on all cores, but does not compile to native code without warnings.
        KeyValuePair<string, KeyState>[] ordered = [.. newest];
        Array.Sort(ordered, static (left, right) => KeyOrder.Compare(left.Key, right.Key));
        SortedMapBuilder<KeyState> keys = SortedMap<KeyState>.Empty.ToBuilder();
        foreach ((string key, KeyState state) in ordered)
        {
            keys.Set(key, state);
            history.AddAll(key, state);
        }

        return new IndexSnapshot(revision, compactRevision, keys.ToImmutable());
    }
}
