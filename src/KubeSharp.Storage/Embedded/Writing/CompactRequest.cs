using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Embedded.Writing;

/// <summary>Records a compact revision. The writer removes the rows afterwards.</summary>
internal sealed class CompactRequest(long revision, CancellationToken cancellation) : WriteRequest<long>(cancellation)
{
    protected override long Execute(WriteBatch batch)
    {
        if (revision <= batch.CompactRevision)
        {
            throw new CompactedException(revision, batch.CompactRevision);
        }

        if (revision > batch.Revision)
        {
            throw new FutureRevisionException(revision, batch.Revision);
        }

        batch.Compact(revision);
        return revision;
    }
}
