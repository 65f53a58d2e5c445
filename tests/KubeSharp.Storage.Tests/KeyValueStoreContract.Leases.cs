using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Tests;

public abstract partial class KeyValueStoreContract
{
    [Fact]
    public async Task Lease_EndsWithItsKeys()
    {
        IKeyValueStore store = await StoreAsync();
        Lease lease = await store.GrantLeaseAsync(TimeSpan.FromMilliseconds(1500), Cancel);
        Assert.Equal(TimeSpan.FromSeconds(2), lease.TimeToLive);
        await PutAsync(store, "/a", "1", lease.Id);
        await PutAsync(store, "/b", "1", lease.Id);
        await PutAsync(store, "/b", "2");
        Assert.Equal(lease.Id, (await GetAsync(store, "/a")).Lease);
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All), Cancel);
        await AdvanceAsync(TimeSpan.FromSeconds(3));
        Assert.Equal(["Delete /a="], (await TakeAsync(watch, 1)).Select(Show));
        Assert.Equal(["/b"], (await RangeAsync(store, KeyRange.All)).KeyValues.Select(found => found.Key));
        await Assert.ThrowsAsync<LeaseNotFoundException>(async () => await store.KeepLeaseAliveAsync(lease.Id, Cancel));
    }

    [Fact]
    public async Task Lease_KeptAlive_Stays()
    {
        IKeyValueStore store = await StoreAsync();
        Lease kept = await store.GrantLeaseAsync(TimeSpan.FromSeconds(3), Cancel);
        Lease ended = await store.GrantLeaseAsync(TimeSpan.FromSeconds(4), Cancel);
        await PutAsync(store, "/kept", "1", kept.Id);
        await PutAsync(store, "/ended", "1", ended.Id);
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All), Cancel);
        await AdvanceAsync(TimeSpan.FromSeconds(2));
        await store.KeepLeaseAliveAsync(kept.Id, Cancel);
        await AdvanceAsync(TimeSpan.FromSeconds(2));
        await store.KeepLeaseAliveAsync(kept.Id, Cancel);
        Assert.Equal(["Delete /ended="], (await TakeAsync(watch, 1)).Select(Show));
        Assert.Equal("1", Text(await GetAsync(store, "/kept")));
    }

    [Fact]
    public async Task Lease_Revoked_DeletesItsKeysAtOneRevision()
    {
        IKeyValueStore store = await StoreAsync();
        Lease lease = await store.GrantLeaseAsync(TimeSpan.FromMinutes(5), Cancel);
        await PutAsync(store, "/a", "1", lease.Id);
        long last = await PutAsync(store, "/b", "1", lease.Id);
        await store.RevokeLeaseAsync(lease.Id, Cancel);
        RangeResult left = await RangeAsync(store, KeyRange.All);
        Assert.Equal((0, last + 1), (left.KeyValues.Count, left.Revision));
        await Assert.ThrowsAsync<LeaseNotFoundException>(async () => await store.RevokeLeaseAsync(lease.Id, Cancel));
    }

    [Fact]
    public async Task Put_WithAnUnknownLease_ChangesNothing()
    {
        IKeyValueStore store = await StoreAsync();
        await Assert.ThrowsAsync<LeaseNotFoundException>(() => PutAsync(store, "/a", "1", lease: 4711));
        Assert.Empty((await RangeAsync(store, KeyRange.All)).KeyValues);
    }
}
