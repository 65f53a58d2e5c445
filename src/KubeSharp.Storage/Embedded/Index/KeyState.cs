using KubeSharp.Storage.Embedded.Log;

namespace KubeSharp.Storage.Embedded.Index;

/// <summary>A key: its current version with the value, or its deletion, and the chain of versions before, newest first.</summary>
internal sealed class KeyState
{
    private const int RowOverhead = 40;

    private readonly long _deletedAt;
    private readonly int _position;

    public KeyState(KeyValue current, int position, PastRevision? past) => (Current, _position, Past) = (current, position, past);

    public KeyState(long deletedAt, int position, PastRevision? past) => (_deletedAt, _position, Past) = (deletedAt, position, past);

    /// <summary>Null if the key is deleted.</summary>
    public KeyValue? Current { get; }

    public PastRevision? Past { get; set; }

    public long Revision => Current?.ModRevision ?? _deletedAt;

    public long Id => RowId.Of(Revision, _position);

    /// <summary>This state as the first link of its successor's past.</summary>
    public PastRevision ToPast(string key) => Current is { } current
        ? new PastRevision(Id, current.CreateRevision, current.Version, current.Lease, SizeOf(key, current.Value.Length), Past)
        : new PastRevision(Id, 0, 0, 0, SizeOf(key, 0), Past);

    public static int SizeOf(string key, long valueLength) => (int)Math.Min(int.MaxValue, valueLength + key.Length + RowOverhead);

    /// <summary>The newest version at or below a revision that is older than the newest of all.</summary>
    public PastRevision? PastAt(long revision)
    {
        PastRevision? past = Past;
        while (past is not null && past.Revision > revision)
        {
            past = past.Older;
        }

        return past;
    }
}
