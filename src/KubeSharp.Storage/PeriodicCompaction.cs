using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage;

/// <summary>
/// Compacts a store at intervals to where it was one interval ago, as kube-apiserver does (--etcd-compaction-interval): history reaches
/// back one to two intervals. Several servers may do it to one store.
/// </summary>
public sealed class PeriodicCompaction(IKeyValueStore store, TimeSpan interval, TimeProvider time)
{
    /// <summary>Runs until cancelled. A store that is unavailable is tried again at the next interval.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        long target = 0;
        while (true)
        {
            await Task.Delay(interval, time, cancellationToken).ConfigureAwait(false);
            try
            {
                StoreStatus status = await store.GetStatusAsync(cancellationToken).ConfigureAwait(false);
                if (target > status.CompactRevision)
                {
                    await store.CompactAsync(target, cancellationToken).ConfigureAwait(false);
                }

                target = status.Revision;
            }
            catch (StoreException)
            {
                // Compacted: another server was faster. Unavailable: whoever reads or writes reports it.
            }
        }
    }
}
