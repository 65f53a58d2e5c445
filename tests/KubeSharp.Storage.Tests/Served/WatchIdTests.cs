using Google.Protobuf;
using Grpc.Net.Client;
using KubeSharp.Storage.Etcd.Rpc;
using RpcWatchRequest = KubeSharp.Storage.Etcd.Rpc.WatchRequest;

namespace KubeSharp.Storage.Tests.Served;

/// <summary>Watches that clients number themselves.</summary>
public sealed class WatchIdTests
{
    [Fact]
    public async Task SameNumberTwice_IsRefused_AndTheFirstWatchGoesOn()
    {
        await using var served = new ServedStore(TimeProvider.System);
        await served.StartAsync(TestContext.Current.CancellationToken);
        using var channel = GrpcChannel.ForAddress(served.Address);
        using var stream = new Watch.WatchClient(channel).Watch(cancellationToken: TestContext.Current.CancellationToken);
        var create = new RpcWatchRequest { CreateRequest = new WatchCreateRequest { Key = ByteString.CopyFromUtf8("/a"), WatchId = 7 } };
        await stream.RequestStream.WriteAsync(create, TestContext.Current.CancellationToken);
        await stream.RequestStream.WriteAsync(create, TestContext.Current.CancellationToken);

        Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal((7L, true, false), Of(stream.ResponseStream.Current));
        Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal((-1L, true, true), Of(stream.ResponseStream.Current));

        await served.Store.CommitAsync(new Transaction { Success = [Operation.Put("/a", default)] }, TestContext.Current.CancellationToken);
        Assert.True(await stream.ResponseStream.MoveNext(TestContext.Current.CancellationToken));
        Assert.Equal(7, stream.ResponseStream.Current.WatchId);
        Assert.Single(stream.ResponseStream.Current.Events);
    }

    private static (long Id, bool Created, bool Canceled) Of(Storage.Etcd.Rpc.WatchResponse response) => (response.WatchId, response.Created, response.Canceled);
}
