namespace KubeSharp.Storage.Errors;

/// <summary>The revision asked for has not been reached.</summary>
public sealed class FutureRevisionException(long requestedRevision, long currentRevision)
    : StoreException($"required revision {requestedRevision} is a future revision; the store is at {currentRevision}")
{
    public long RequestedRevision { get; } = requestedRevision;

    public long CurrentRevision { get; } = currentRevision;
}
