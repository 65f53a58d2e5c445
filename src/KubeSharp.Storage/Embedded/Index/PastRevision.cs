namespace KubeSharp.Storage.Embedded.Index;

/// <summary>A superseded version of a key. Its value is only on disk.</summary>
internal sealed class PastRevision(long id, long createRevision, long version, long lease, int size, PastRevision? older)
{
    public long Id { get; } = id;

    public long CreateRevision { get; } = createRevision;

    public long Version { get; } = version;

    public long Lease { get; } = lease;

    /// <summary>About how many bytes the row takes.</summary>
    public int Size { get; } = size;

    /// <summary>The version before. Compaction cuts the chain in place, after the compact revision has been published.</summary>
    public PastRevision? Older { get; set; } = older;

    public long Revision => Log.RowId.RevisionOf(Id);

    public bool IsDeletion => Version == 0;
}
