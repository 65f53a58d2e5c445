using Grpc.Core;
using KubeSharp.Storage;
using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd.Rpc;
using KubeSharp.StoreServer.Grpc;

namespace KubeSharp.StoreServer.Services;

/// <summary>etcdserverpb.Lease.</summary>
internal sealed class LeaseService(IKeyValueStore store)
{
    public void AddTo(GrpcRoutes routes)
    {
        routes.Add("/etcdserverpb.Lease/LeaseGrant", LeaseGrantRequest.Parser, GrantAsync);
        routes.Add("/etcdserverpb.Lease/LeaseRevoke", LeaseRevokeRequest.Parser, RevokeAsync);
        routes.AddStream("/etcdserverpb.Lease/LeaseKeepAlive", KeepAliveAsync);
    }

    private async ValueTask<LeaseGrantResponse> GrantAsync(LeaseGrantRequest request, CancellationToken cancellationToken)
    {
        if (request.ID != 0)
        {
            throw new RpcException(new Status(StatusCode.Unimplemented, "leases have numbers of the store's choice"));
        }

        Storage.Lease lease = await store.GrantLeaseAsync(TimeSpan.FromSeconds(request.TTL), cancellationToken).ConfigureAwait(false);
        return new LeaseGrantResponse { Header = Wire.Header(store.CurrentRevision), ID = lease.Id, TTL = (long)lease.TimeToLive.TotalSeconds };
    }

    private async ValueTask<LeaseRevokeResponse> RevokeAsync(LeaseRevokeRequest request, CancellationToken cancellationToken)
    {
        await store.RevokeLeaseAsync(request.ID, cancellationToken).ConfigureAwait(false);
        return new LeaseRevokeResponse { Header = Wire.Header(store.CurrentRevision) };
    }

    private async Task KeepAliveAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        while (await call.ReadAsync(LeaseKeepAliveRequest.Parser, cancellationToken).ConfigureAwait(false) is { } request)
        {
            // A time of 0 is etcd's way to say that there is no such lease.
            long seconds = 0;
            try
            {
                seconds = (long)(await store.KeepLeaseAliveAsync(request.ID, cancellationToken).ConfigureAwait(false)).TimeToLive.TotalSeconds;
            }
            catch (LeaseNotFoundException)
            {
            }

            var response = new LeaseKeepAliveResponse { Header = Wire.Header(store.CurrentRevision), ID = request.ID, TTL = seconds };
            await call.WriteAsync(response, cancellationToken).ConfigureAwait(false);
        }
    }
}
