namespace KubeSharp.Storage.Errors;

/// <summary>The history asked for is gone.</summary>
public sealed class CompactedException(long requestedRevision, long compactRevision)
    : StoreException($"required revision {requestedRevision} has been compacted; the oldest one is {compactRevision}")
{
    public long RequestedRevision { get; } = requestedRevision;

    /// <summary>The oldest revision that can still be read.</summary>
    public long CompactRevision { get; } = compactRevision;
}
