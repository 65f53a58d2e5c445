using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>Revokes a lease, or ends it if its time is (still) over when the writer comes to it.</summary>
internal sealed class EndLeaseRequest(long leaseId, bool onlyIfExpired, CancellationToken cancellation) : WriteRequest<long>(cancellation)
{
    protected override long Execute(WriteBatch batch)
    {
        if (onlyIfExpired && !(batch.HasLease(leaseId) && batch.IsLeaseExpired(leaseId)))
        {
            return batch.Revision;
        }

        if (!batch.HasLease(leaseId))
        {
            throw new LeaseNotFoundException(leaseId);
        }

        batch.BeginTransaction();
        batch.Revoke(leaseId);
        return batch.Revision;
    }
}
