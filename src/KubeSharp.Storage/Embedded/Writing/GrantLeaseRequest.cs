using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>Makes a lease.</summary>
/// <param name="id">Its number; 0 for one that nobody has.</param>
/// <param name="timeToLive">Its full time.</param>
/// <param name="cancellation">Takes the request back before its turn.</param>
internal sealed class GrantLeaseRequest(long id, TimeSpan timeToLive, CancellationToken cancellation) : WriteRequest<Lease>(cancellation)
{
    protected override Lease Execute(WriteBatch batch)
    {
        if (id != 0 && (batch.HasLease(id) || batch.Granted.Any(lease => lease.Id == id)))
        {
            throw new LeaseExistsException(id);
        }

        // Random, because a number must not come back after a restart while somebody still keeps the old lease alive.
        var lease = new Lease(id != 0 ? id : Random.Shared.NextInt64(1, long.MaxValue), timeToLive);
        batch.Grant(lease);
        return lease;
    }
}
