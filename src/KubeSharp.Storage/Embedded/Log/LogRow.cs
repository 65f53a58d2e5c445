namespace KubeSharp.Storage.Embedded.Log;

/// <summary>One row of the log without its value: one version of a key, or its deletion (version 0).</summary>
internal readonly record struct LogRow(long Id, string Key, long CreateRevision, long Version, long Lease, long ValueLength)
{
    public long Revision => RowId.RevisionOf(Id);

    public int Position => RowId.PositionOf(Id);

    public bool IsDeletion => Version == 0;
}
