using KubeSharp.Storage.Errors;
using KubeSharp.Storage.Etcd;

namespace KubeSharp.Storage.Tests.Etcd;

/// <summary>The contract on a real etcd, and what only a store elsewhere can suffer.</summary>
[Trait("Category", "Node")]
public sealed class EtcdStoreTests(EtcdProcess etcd) : KeyValueStoreContract, IClassFixture<EtcdProcess>
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_OfTheServer_LosesNoEvent()
    {
        await using EtcdStore store = etcd.Connect();
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.Prefix("/restart/")), Cancel);
        long first = await PutAsync(store, "/restart/a");
        await etcd.KillAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.RangeAsync(new RangeRequest(KeyRange.All), Cancel));
        etcd.Start();
        long second = await RetriedAsync(() => PutAsync(store, "/restart/b"));
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
        await using EtcdStore store = etcd.Connect(nobody);
        RangeResult read = await store.RangeAsync(new RangeRequest(KeyRange.Single("/none")), Cancel);
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.Single("/a")), Cancel);
        Assert.Equal(read.Revision + 1, await PutAsync(store, "/a"));
    }

    [Fact]
    public async Task Closed_EndsItsWatches()
    {
        EtcdStore store = etcd.Connect();
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
        EtcdStore store = etcd.Connect();
        await store.CommitAsync(new Transaction { Success = [Operation.Delete(KeyRange.All)] }, Cancel);
        return store;
    }

    /// <summary>The time of a server elsewhere is the real one.</summary>
    protected override async ValueTask AdvanceAsync(TimeSpan time) => await Task.Delay(time, TimeProvider.System, Cancel);

    private static async Task<long> PutAsync(EtcdStore store, string key) =>
        (await store.CommitAsync(new Transaction { Success = [Operation.Put(key, new byte[] { 1 })] }, Cancel)).Revision;

    private static async Task<long> RetriedAsync(Func<Task<long>> action)
    {
        while (true)
        {
            try
            {
                return await action();
            }
            catch (StoreUnavailableException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, Cancel);
            }
        }
    }
}
