using KubeSharp.Storage;
using KubeSharp.Storage.Errors;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A store that does what it is told but, when asked to, loses the answer of the next write, or says that it is further than its watch.</summary>
internal sealed class UnansweredStore(IKeyValueStore inner) : IKeyValueStore
{
    private int _losing;

    public long CurrentRevision => inner.CurrentRevision;

    /// <summary>How much further.</summary>
    public long Ahead { get; set; }

    public void LoseNextAnswer() => _losing = 1;

    public async ValueTask<TransactionResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken = default)
    {
        var result = await inner.CommitAsync(transaction, cancellationToken);
        return Interlocked.Exchange(ref _losing, 0) == 0 ? result : throw new StoreUnavailableException("no answer");
    }

    public async ValueTask<RangeResult> RangeAsync(RangeRequest request, CancellationToken cancellationToken = default)
    {
        var read = await inner.RangeAsync(request, cancellationToken);
        return read with { Revision = read.Revision + Ahead };
    }

    public ValueTask<IKeyWatch> WatchAsync(WatchRequest request, CancellationToken cancellationToken = default) => inner.WatchAsync(request, cancellationToken);

    public ValueTask CompactAsync(long revision, CancellationToken cancellationToken = default) => inner.CompactAsync(revision, cancellationToken);

    public ValueTask<Lease> GrantLeaseAsync(TimeSpan timeToLive, CancellationToken cancellationToken = default) => inner.GrantLeaseAsync(timeToLive, cancellationToken);

    public ValueTask<Lease> KeepLeaseAliveAsync(long leaseId, CancellationToken cancellationToken = default) => inner.KeepLeaseAliveAsync(leaseId, cancellationToken);

    public ValueTask RevokeLeaseAsync(long leaseId, CancellationToken cancellationToken = default) => inner.RevokeLeaseAsync(leaseId, cancellationToken);

    public ValueTask<StoreStatus> GetStatusAsync(CancellationToken cancellationToken = default) => inner.GetStatusAsync(cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();
}
