using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Tests;

public abstract partial class KeyValueStoreContract
{
    [Fact]
    public async Task Range_ReturnsTheKeysInUtf8Order()
    {
        IKeyValueStore store = await StoreAsync();
        string[] keys = ["/o/b", "/o/a", "/o/a/x", "/o/A", "/o/ä", "/o/\uffee", "/o/\U0001F600", "/p", "/n"];
        foreach (string key in keys)
        {
            await PutAsync(store, key, "");
        }

        RangeResult found = await RangeAsync(store, KeyRange.Prefix("/o/"));
        Assert.Equal(["/o/A", "/o/a", "/o/a/x", "/o/b", "/o/ä", "/o/\uffee", "/o/\U0001F600"], found.KeyValues.Select(kv => kv.Key));
        Assert.Equal(["/o/a", "/o/a/x"], (await RangeAsync(store, KeyRange.Between("/o/a", "/o/b"))).KeyValues.Select(kv => kv.Key));
        Assert.Equal(["/p"], (await RangeAsync(store, KeyRange.Between("/o0", KeyRange.Unbounded))).KeyValues.Select(kv => kv.Key));
        Assert.Equal(9, (await RangeAsync(store, KeyRange.All)).Count);
    }

    [Fact]
    public async Task Range_LimitCutsButCountsAll()
    {
        IKeyValueStore store = await StoreAsync();
        await PutManyAsync(store, 10);
        RangeResult cut = await store.RangeAsync(new RangeRequest(KeyRange.Prefix("/k/")) { Limit = 3 }, Cancel);
        Assert.Equal((3, true, 10L), (cut.KeyValues.Count, cut.More, cut.Count));
        RangeResult exact = await store.RangeAsync(new RangeRequest(KeyRange.Prefix("/k/")) { Limit = 10 }, Cancel);
        Assert.Equal((10, false), (exact.KeyValues.Count, exact.More));
    }

    [Fact]
    public async Task Range_KeysOnlyAndCountOnly()
    {
        IKeyValueStore store = await StoreAsync();
        long last = await PutManyAsync(store, 3);
        RangeResult keys = await store.RangeAsync(new RangeRequest(KeyRange.Prefix("/k/")) { KeysOnly = true }, Cancel);
        Assert.All(keys.KeyValues, found => Assert.True(found.Value.IsEmpty));
        Assert.Equal(last, keys.KeyValues[2].ModRevision);
        RangeResult count = await store.RangeAsync(new RangeRequest(KeyRange.Prefix("/k/")) { CountOnly = true }, Cancel);
        Assert.Equal((0, 3L), (count.KeyValues.Count, count.Count));
    }

    [Fact]
    public async Task Range_AtAnOldRevision_SeesThatState()
    {
        IKeyValueStore store = await StoreAsync();
        await PutAsync(store, "/k/stays", "s");
        await PutAsync(store, "/k/changes", "1");
        long old = await PutAsync(store, "/k/goes", "g");
        await PutAsync(store, "/k/changes", "2");
        await DeleteAsync(store, "/k/goes");
        long now = await PutAsync(store, "/k/comes", "c");

        RangeResult then = await store.RangeAsync(new RangeRequest(KeyRange.Prefix("/k/")) { Revision = old }, Cancel);
        Assert.Equal(["/k/changes=1", "/k/goes=g", "/k/stays=s"], then.KeyValues.Select(Show));
        Assert.Equal(now, then.Revision);
        RangeResult current = await store.RangeAsync(new RangeRequest(KeyRange.Prefix("/k/")) { Revision = now }, Cancel);
        Assert.Equal(["/k/changes=2", "/k/comes=c", "/k/stays=s"], current.KeyValues.Select(Show));
    }

    [Fact]
    public async Task Range_AtAFutureRevision_Fails()
    {
        IKeyValueStore store = await StoreAsync();
        long now = await PutAsync(store, "/a", "1");
        await Assert.ThrowsAsync<FutureRevisionException>(async () =>
            await store.RangeAsync(new RangeRequest(KeyRange.All) { Revision = now + 1 }, Cancel));
    }

    [Fact]
    public async Task Compact_EndsOlderReads_AndKeepsTheRest()
    {
        IKeyValueStore store = await StoreAsync();
        long first = await PutAsync(store, "/a", "1");
        long second = await PutAsync(store, "/a", "2");
        long third = await PutAsync(store, "/a", "3");
        await store.CompactAsync(second, Cancel);
        CompactedException error = await Assert.ThrowsAsync<CompactedException>(async () =>
            await store.RangeAsync(new RangeRequest(KeyRange.Single("/a")) { Revision = first }, Cancel));
        Assert.Equal(second, error.CompactRevision);
        Assert.Equal("2", Text(await GetAsync(store, "/a", second)));
        Assert.Equal("3", Text(await GetAsync(store, "/a", third)));
        Assert.Equal(second, (await store.GetStatusAsync(Cancel)).CompactRevision);
    }

    [Fact]
    public async Task Compact_BackwardsOrAhead_Fails()
    {
        IKeyValueStore store = await StoreAsync();
        long revision = await PutManyAsync(store, 3);
        await store.CompactAsync(revision, Cancel);
        await Assert.ThrowsAsync<CompactedException>(async () => await store.CompactAsync(revision, Cancel));
        await Assert.ThrowsAsync<FutureRevisionException>(async () => await store.CompactAsync(revision + 1, Cancel));
    }

    [Fact]
    public async Task Compact_OfADeletion_ForgetsTheKey()
    {
        IKeyValueStore store = await StoreAsync();
        await PutAsync(store, "/a", "1");
        await DeleteAsync(store, "/a");
        long last = await PutAsync(store, "/b", "1");
        await store.CompactAsync(last, Cancel);
        Assert.Equal(["/b"], (await RangeAsync(store, KeyRange.All)).KeyValues.Select(found => found.Key));
        Assert.Equal(last + 1, await PutAsync(store, "/a", "2"));
        Assert.Equal(1, (await GetAsync(store, "/a")).Version);
    }

    [Fact]
    public async Task Status_KnowsItsSize()
    {
        IKeyValueStore store = await StoreAsync();
        long revision = await PutManyAsync(store, 5);
        StoreStatus status = await store.GetStatusAsync(Cancel);
        Assert.Equal(revision, status.Revision);
        Assert.True(status.DatabaseSizeInUse > 0 && status.DatabaseSize >= status.DatabaseSizeInUse, status.ToString());
    }
}
