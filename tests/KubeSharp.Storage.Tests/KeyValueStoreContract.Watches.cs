using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Tests;

public abstract partial class KeyValueStoreContract
{
    [Fact]
    public async Task Watch_DeliversWhatHappensAfterwards_InOrder()
    {
        IKeyValueStore store = await StoreAsync();
        await PutAsync(store, "/k/before", "0");
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.Prefix("/k/")), Cancel);
        await PutAsync(store, "/k/a", "1");
        await PutAsync(store, "/other", "x");
        await PutAsync(store, "/k/a", "2");
        await DeleteAsync(store, "/k/a");
        Assert.Equal(["Put /k/a=1", "Put /k/a=2", "Delete /k/a="], (await TakeAsync(watch, 3)).Select(Show));
    }

    [Fact]
    public async Task Watch_FromAnOldRevision_ReplaysWithoutGapOrRepeat()
    {
        IKeyValueStore store = await StoreAsync();
        long first = await PutAsync(store, "/k/a", "1");
        await PutAsync(store, "/k/b", "2");
        await DeleteAsync(store, "/k/a");
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.Prefix("/k/")) { StartRevision = first + 1 }, Cancel);
        await PutAsync(store, "/k/c", "3");
        List<KeyEvent> events = await TakeAsync(watch, 3);
        Assert.Equal(["Put /k/b=2", "Delete /k/a=", "Put /k/c=3"], events.Select(Show));
        Assert.Equal([first + 1, first + 2, first + 3], events.Select(change => change.Revision));
    }

    [Fact]
    public async Task Watch_FromAFutureRevision_WaitsForIt()
    {
        IKeyValueStore store = await StoreAsync();
        long now = await PutAsync(store, "/a", "1");
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All) { StartRevision = now + 2 }, Cancel);
        await PutAsync(store, "/a", "2");
        await PutAsync(store, "/a", "3");
        Assert.Equal(["Put /a=3"], (await TakeAsync(watch, 1)).Select(Show));
    }

    [Fact]
    public async Task Watch_WithPreviousValues_ShowsBothSides()
    {
        IKeyValueStore store = await StoreAsync();
        long start = await PutAsync(store, "/a", "1");
        await PutAsync(store, "/a", "2");
        await DeleteAsync(store, "/a");
        await using IKeyWatch watch = await store.WatchAsync(
            new WatchRequest(KeyRange.Single("/a")) { StartRevision = start, PreviousValues = true }, Cancel);
        await PutAsync(store, "/a", "3");
        await PutAsync(store, "/a", "4");
        List<KeyEvent> events = await TakeAsync(watch, 5);
        Assert.Equal([null, "1", "2", null, "3"], events.Select(change => change.Previous is { } previous ? Text(previous) : null));
        Assert.Equal(start + 1, events[2].Previous!.ModRevision);
    }

    [Fact]
    public async Task Watch_DeliversATransactionWhole()
    {
        IKeyValueStore store = await StoreAsync();
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All), Cancel);
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", Bytes("1")), Operation.Put("/b", Bytes("1"))] }, Cancel);
        await foreach (WatchResponse response in watch.WithCancellation(Cancel))
        {
            Assert.Equal(2, response.Events.Count);
            Assert.All(response.Events, change => Assert.Equal(response.Revision, change.Revision));
            break;
        }
    }

    [Fact]
    public async Task Watch_FromCompactedRevision_FailsWithCompacted()
    {
        IKeyValueStore store = await StoreAsync();
        long first = await PutAsync(store, "/a", "1");
        long last = await PutAsync(store, "/a", "2");
        await store.CompactAsync(last, Cancel);
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All) { StartRevision = first }, Cancel);
        CompactedException error = await Assert.ThrowsAsync<CompactedException>(() => TakeAsync(watch, 1));
        Assert.Equal(last, error.CompactRevision);
    }

    [Fact]
    public async Task Watch_AskedForProgress_SaysHowFarItIs()
    {
        IKeyValueStore store = await StoreAsync();
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.Prefix("/k/")), Cancel);
        await PutAsync(store, "/k/a", "1");
        long now = await PutAsync(store, "/other", "1");
        await watch.RequestProgressAsync(Cancel);
        int events = 0;
        await foreach (WatchResponse response in watch.WithCancellation(Cancel))
        {
            events += response.Events.Count;
            if (response.Events.Count == 0 && response.Revision >= now)
            {
                break;
            }
        }

        Assert.Equal(1, events);
    }

    [Fact]
    public async Task Watch_UnderConcurrentWriters_SeesEveryRevisionOnce()
    {
        IKeyValueStore store = await StoreAsync();
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All), Cancel);
        Task[] writers = [.. Enumerable.Range(0, 8).Select(async writer =>
        {
            for (int i = 0; i < 25; i++)
            {
                await PutAsync(store, $"/w/{writer}", $"{i}");
            }
        })];
        List<KeyEvent> events = await TakeAsync(watch, 200);
        await Task.WhenAll(writers);
        Assert.Equal(Enumerable.Range(0, 200).Select(i => watch.Revision + 1 + i), events.Select(change => change.Revision));
        foreach (IGrouping<string, KeyEvent> key in events.GroupBy(change => change.Key))
        {
            Assert.Equal(Enumerable.Range(0, 25).Select(i => $"{i}"), key.Select(change => Text(change.Current)));
        }
    }

    [Fact]
    public async Task Watch_Disposed_EndsQuietly()
    {
        IKeyValueStore store = await StoreAsync();
        IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All), Cancel);
        Task<List<KeyEvent>> reading = TakeAsync(watch, 1);
        await watch.DisposeAsync();
        Assert.Empty(await reading);
    }
}
