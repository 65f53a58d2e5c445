using Google.Protobuf;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd.Rpc;
using KubeSharp.StoreServer.Grpc;
using Lease = KubeSharp.Storage.Lease;
using LeaseStatus = KubeSharp.Storage.Etcd.Rpc.LeaseStatus;

namespace KubeSharp.StoreServer.Services;

/// <summary>etcdserverpb.Lease.</summary>
internal sealed class LeaseService(EmbeddedStore store)
{
    /// <summary>etcd's way to say how long a lease lasts that is not there.</summary>
    private const long Gone = -1;

    public void AddTo(GrpcRoutes routes)
    {
        routes.Add("/etcdserverpb.Lease/LeaseGrant", LeaseGrantRequest.Parser, GrantAsync);
        routes.Add("/etcdserverpb.Lease/LeaseRevoke", LeaseRevokeRequest.Parser, RevokeAsync);
        routes.Add("/etcdserverpb.Lease/LeaseTimeToLive", LeaseTimeToLiveRequest.Parser, Describe);
        routes.Add("/etcdserverpb.Lease/LeaseLeases", LeaseLeasesRequest.Parser, List);
        routes.AddStream("/etcdserverpb.Lease/LeaseKeepAlive", KeepAliveAsync);
    }

    private async ValueTask<LeaseGrantResponse> GrantAsync(LeaseGrantRequest request, CancellationToken cancellationToken)
    {
        Lease lease = await store.GrantLeaseAsync(request.ID, TimeSpan.FromSeconds(request.TTL), cancellationToken).ConfigureAwait(false);
        return new LeaseGrantResponse { Header = Wire.Header(store.CurrentRevision), ID = lease.Id, TTL = (long)lease.TimeToLive.TotalSeconds };
    }

    private async ValueTask<LeaseRevokeResponse> RevokeAsync(LeaseRevokeRequest request, CancellationToken cancellationToken)
    {
        await store.RevokeLeaseAsync(request.ID, cancellationToken).ConfigureAwait(false);
        return new LeaseRevokeResponse { Header = Wire.Header(store.CurrentRevision) };
    }

    private ValueTask<LeaseTimeToLiveResponse> Describe(LeaseTimeToLiveRequest request, CancellationToken cancellationToken)
    {
        var response = new LeaseTimeToLiveResponse { Header = Wire.Header(store.CurrentRevision), ID = request.ID, TTL = Gone };
        if (store.FindLease(request.ID) is { } found)
        {
            response.TTL = (long)found.Remaining.TotalSeconds;
            response.GrantedTTL = (long)found.Lease.TimeToLive.TotalSeconds;
            response.Keys.AddRange(request.Keys ? found.Keys.Select(ByteString.CopyFromUtf8) : []);
        }

        return ValueTask.FromResult(response);
    }

    private ValueTask<LeaseLeasesResponse> List(LeaseLeasesRequest request, CancellationToken cancellationToken) => ValueTask.FromResult(new LeaseLeasesResponse
    {
        Header = Wire.Header(store.CurrentRevision),
        Leases = { store.LeaseIds.Select(static id => new LeaseStatus { ID = id }) },
    });

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
