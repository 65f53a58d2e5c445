using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage;

/// <summary>
/// An ordered, revisioned, durable map of keys to values, in the terms of etcd v3. Only the operations that
/// Kubernetes uses are here.
/// </summary>
/// <remarks>
/// <para>
/// Every transaction that changes something gets the next revision; all its changes carry that one revision. The empty
/// store is at revision 1. Transactions are serializable and durable before they are acknowledged; reads without a
/// revision see every transaction acknowledged before the read began.
/// </para>
/// <para>
/// Keys are text, ordered by their UTF-8 bytes (<see cref="KeyOrder"/>), and never empty. Values are opaque. A value handed to the store
/// belongs to the store: nobody changes its bytes afterwards, because the store, its readers and its watchers share them.
/// </para>
/// <para>
/// Every method may throw <see cref="StoreUnavailableException"/>; a write that ends with it, or is cancelled, may or may not
/// have happened. All members are safe for concurrent use.
/// </para>
/// </remarks>
public interface IKeyValueStore : IAsyncDisposable
{
    /// <summary>
    /// The highest revision that this instance has seen. With several writers on one remote store it may lag behind; the
    /// <see cref="RangeResult.Revision"/> of a read never does.
    /// </summary>
    long CurrentRevision { get; }

    /// <summary>Reads the keys of a range, in key order, from one revision.</summary>
    /// <exception cref="CompactedException">The requested revision is below the compact revision.</exception>
    /// <exception cref="FutureRevisionException">The requested revision has not been reached.</exception>
    ValueTask<RangeResult> RangeAsync(RangeRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Evaluates the comparisons and then runs one of the two branches, all at one revision. A branch that changes nothing
    /// consumes no revision.
    /// </summary>
    /// <exception cref="ArgumentException">One branch changes the same key twice.</exception>
    /// <exception cref="LeaseNotFoundException">A put names a lease that does not exist; nothing is changed.</exception>
    /// <exception cref="KeyMissingException">A put keeps what a key has that does not exist; nothing is changed.</exception>
    /// <exception cref="StoreFullException">There is no room; nothing is changed.</exception>
    /// <exception cref="RequestTooLargeException">It has more than 1.5 MiB.</exception>
    ValueTask<TransactionResult> CommitAsync(Transaction transaction, CancellationToken cancellationToken = default);

    /// <summary>
    /// Delivers the changes of a range in revision order, without gaps or repeats, starting with those of
    /// <see cref="WatchRequest.StartRevision"/>. When the task completes the watch is in place.
    /// </summary>
    ValueTask<IKeyWatch> WatchAsync(WatchRequest request, CancellationToken cancellationToken = default);

    /// <summary>
    /// Gives up the history below <paramref name="revision"/>: reads and watches from before it fail from now on. Reads at
    /// it and later are not affected. The space is released some time after the task has completed.
    /// </summary>
    /// <exception cref="CompactedException">The revision is not above the compact revision.</exception>
    /// <exception cref="FutureRevisionException">The revision has not been reached.</exception>
    ValueTask CompactAsync(long revision, CancellationToken cancellationToken = default);

    /// <summary>
    /// Makes a lease that ends after <paramref name="timeToLive"/> (whole seconds, rounded up, at least one) unless kept alive. Its end
    /// deletes the keys attached to it, at one revision. A store that restarts gives its leases their full time again.
    /// </summary>
    ValueTask<Lease> GrantLeaseAsync(TimeSpan timeToLive, CancellationToken cancellationToken = default);

    /// <summary>Gives a lease its full time again.</summary>
    /// <exception cref="LeaseNotFoundException">The lease has ended or never existed.</exception>
    ValueTask<Lease> KeepLeaseAliveAsync(long leaseId, CancellationToken cancellationToken = default);

    /// <summary>Ends a lease now and deletes the keys attached to it.</summary>
    /// <exception cref="LeaseNotFoundException">The lease has ended or never existed.</exception>
    ValueTask RevokeLeaseAsync(long leaseId, CancellationToken cancellationToken = default);

    /// <summary>Sizes and revisions, for metrics and health checks.</summary>
    ValueTask<StoreStatus> GetStatusAsync(CancellationToken cancellationToken = default);
}
