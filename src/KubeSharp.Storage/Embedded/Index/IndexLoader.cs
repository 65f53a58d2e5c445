using KubeSharp.Storage.Collections;
using KubeSharp.Storage.Embedded.Log;

namespace KubeSharp.Storage.Embedded.Index;

/// <summary>Rebuilds the index from the log at start: once over all rows without values, then the values of the current ones.</summary>
internal static class IndexLoader
{
    public static IndexSnapshot Load(LogReader reader, History history)
    {
        long compactRevision = reader.CompactRevision();
        long revision = Math.Max(1, compactRevision);
        var newest = new Dictionary<string, Loaded>();
        reader.Rows(0, long.MaxValue, -1, row =>
        {
            revision = Math.Max(revision, row.Revision);
            newest.TryGetValue(row.Key, out Loaded before);
            LogRow? superseded = before.Row.Key is null ? null : before.Row;
            PastRevision? past = superseded is { } old
                ? new PastRevision(old.Id, old.CreateRevision, old.Version, old.Lease, KeyState.SizeOf(old.Key, old.ValueLength), before.Past)
                : null;
            newest[row.Key] = new Loaded(row with { Key = superseded?.Key ?? row.Key }, past);
        });

        SortedMapBuilder<KeyState> keys = SortedMap<KeyState>.Empty.ToBuilder();
        foreach (Loaded loaded in newest.Values.OrderBy(loaded => loaded.Row.Key, KeyOrder.Instance))
        {
            byte[] value = loaded.Row.IsDeletion ? [] : reader.Value(loaded.Row.Id) ?? [];
            KeyState state = State(loaded, value);
            keys.Set(loaded.Row.Key, state);
            history.AddAll(loaded.Row.Key, state);
        }

        return new IndexSnapshot(revision, compactRevision, keys.ToImmutable());
    }

    private static KeyState State(Loaded loaded, ReadOnlyMemory<byte> value)
    {
        LogRow row = loaded.Row;
        return row.IsDeletion
            ? new KeyState(row.Revision, row.Position, loaded.Past)
            : new KeyState(new KeyValue(row.Key, value, row.CreateRevision, row.Revision, row.Version, row.Lease), row.Position, loaded.Past);
    }

    private readonly record struct Loaded(LogRow Row, PastRevision? Past);
}
