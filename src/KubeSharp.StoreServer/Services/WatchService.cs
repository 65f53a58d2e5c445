using KubeSharp.Storage;
using KubeSharp.StoreServer.Grpc;

namespace KubeSharp.StoreServer.Services;

/// <summary>etcdserverpb.Watch: streams that carry any number of watches.</summary>
internal sealed class WatchService(IKeyValueStore store)
{
    public void AddTo(GrpcRoutes routes) => routes.AddStream("/etcdserverpb.Watch/Watch", RunAsync);

    private async Task RunAsync(GrpcCall call, CancellationToken cancellationToken)
    {
        var session = new WatchSession(store, call);
        await using (session.ConfigureAwait(false))
        {
            while (await call.ReadAsync(Storage.Etcd.Rpc.WatchRequest.Parser, cancellationToken).ConfigureAwait(false) is { } request)
            {
                await session.HandleAsync(request, cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
