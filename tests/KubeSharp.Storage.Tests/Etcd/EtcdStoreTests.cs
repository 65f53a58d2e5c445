using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd;
using KubeSharp.Storage.Testing;

namespace KubeSharp.Storage.Tests.Etcd;

/// <summary>The contract on a real etcd, and what only a store elsewhere can suffer.</summary>
[Trait("Category", "Node")]
public sealed class EtcdStoreTests(EtcdFixture fixture) : KeyValueStoreContract, IClassFixture<EtcdFixture>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private EtcdProcess Etcd => fixture.Process;

    [Fact]
    public async Task Restart_OfTheServer_LosesNoEvent()
    {
        await using EtcdStore store = Etcd.Connect();
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.Prefix("/restart/")), Cancel);
        long first = await PutAsync(store, "/restart/a");
        await Etcd.KillAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.RangeAsync(new RangeRequest(KeyRange.All), Cancel));
        await Etcd.StartAsync(Cancel);
        long second = await PutAsync(store, "/restart/b");
        var seen = new List<long>();
        await foreach (WatchResponse response in watch.WithCancellation(Cancel))
        {
            seen.AddRange(response.Events.Select(change => change.Revision));
            if (seen.Contains(second))
            {
                break;
            }
        }

        Assert.Equal([first, second], seen);
    }

    [Fact]
    public async Task Member_ThatIsDown_IsPassedOver()
    {
        var nobody = new Uri($"http://127.0.0.1:{EtcdProcess.FreePort()}");
        await using EtcdStore store = Etcd.Connect(nobody);
        RangeResult read = await store.RangeAsync(new RangeRequest(KeyRange.Single("/none")), Cancel);
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.Single("/a")), Cancel);
        Assert.Equal(read.Revision + 1, await PutAsync(store, "/a"));
    }

    [Fact]
    public async Task Closed_EndsItsWatches()
    {
        EtcdStore store = Etcd.Connect();
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All), Cancel);
        await store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            await foreach (WatchResponse _ in watch.WithCancellation(Cancel))
            {
            }
        });
    }

    protected override async ValueTask<IKeyValueStore> CreateAsync()
    {
        EtcdStore store = Etcd.Connect();
        await store.CommitAsync(new Transaction { Success = [Operation.Delete(KeyRange.All)] }, Cancel);
        return store;
    }

    /// <summary>The time of a server elsewhere is the real one.</summary>
    protected override async ValueTask AdvanceAsync(TimeSpan time) => await Task.Delay(time, TimeProvider.System, Cancel);

    private static async Task<long> PutAsync(EtcdStore store, string key) =>
        (await store.CommitAsync(new Transaction { Success = [Operation.Put(key, new byte[] { 1 })] }, Cancel)).Revision;
}
