namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>Makes a lease under a number that nobody has.</summary>
internal sealed class GrantLeaseRequest(TimeSpan timeToLive, CancellationToken cancellation) : WriteRequest<Lease>(cancellation)
{
    protected override Lease Execute(WriteBatch batch)
    {
        // Random, because a number must not come back after a restart while somebody still keeps the old lease alive.
        var lease = new Lease(Random.Shared.NextInt64(1, long.MaxValue), timeToLive);
        batch.Grant(lease);
        return lease;
    }
}
