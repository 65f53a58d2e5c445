using System.Text;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Tests;

/// <summary>What every store promises. Nothing here knows which store it is.</summary>
public abstract class KeyValueStoreContract : IAsyncDisposable
{
    private IKeyValueStore? _store;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Put_GivesEachTransactionTheNextRevision()
    {
        IKeyValueStore store = await StoreAsync();
        long first = await PutAsync(store, "/a", "1");
        long second = await PutAsync(store, "/b", "2");
        Assert.Equal(first + 1, second);
        Assert.Equal(second, store.CurrentRevision);
    }

    [Fact]
    public async Task Put_CountsVersionsAndKeepsTheCreateRevision()
    {
        IKeyValueStore store = await StoreAsync();
        long created = await PutAsync(store, "/a", "1");
        long changed = await PutAsync(store, "/a", "2");
        KeyValue found = await GetAsync(store, "/a");
        Assert.Equal((created, changed, 2L, "2"), (found.CreateRevision, found.ModRevision, found.Version, Text(found)));
    }

    [Fact]
    public async Task Put_AfterDeletion_BeginsANewLife()
    {
        IKeyValueStore store = await StoreAsync();
        await PutAsync(store, "/a", "1");
        await DeleteAsync(store, "/a");
        long again = await PutAsync(store, "/a", "2");
        KeyValue found = await GetAsync(store, "/a");
        Assert.Equal((again, again, 1L), (found.CreateRevision, found.ModRevision, found.Version));
    }

    [Fact]
    public async Task Put_AcceptsEmptyAndBinaryValues()
    {
        IKeyValueStore store = await StoreAsync();
        byte[] binary = [0, 255, 1, 0];
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/empty", default), Operation.Put("/binary", binary)] }, Cancel);
        Assert.Equal(0, (await GetAsync(store, "/empty")).Value.Length);
        Assert.Equal(binary, (await GetAsync(store, "/binary")).Value.ToArray());
    }

    [Fact]
    public async Task PutIf_ExpectingNothing_CreatesOnce()
    {
        IKeyValueStore store = await StoreAsync();
        TransactionResult created = await store.CommitAsync(Transaction.PutIf("/a", 0, Bytes("1")), Cancel);
        TransactionResult again = await store.CommitAsync(Transaction.PutIf("/a", 0, Bytes("2")), Cancel);
        Assert.True(created.Succeeded);
        Assert.False(again.Succeeded);
        KeyValue found = Assert.Single(Assert.Single(again.Results).Range!.KeyValues);
        Assert.Equal(("1", created.Revision), (Text(found), found.ModRevision));
    }

    [Fact]
    public async Task PutIf_WithAnOldRevision_ChangesNothing()
    {
        IKeyValueStore store = await StoreAsync();
        long old = await PutAsync(store, "/a", "1");
        long current = await PutAsync(store, "/a", "2");
        TransactionResult result = await store.CommitAsync(Transaction.PutIf("/a", old, Bytes("3")), Cancel);
        Assert.False(result.Succeeded);
        Assert.Equal(current, result.Revision);
        Assert.Equal("2", Text(await GetAsync(store, "/a")));
        Assert.True((await store.CommitAsync(Transaction.PutIf("/a", current, Bytes("3")), Cancel)).Succeeded);
    }

    [Fact]
    public async Task PutIf_OfManyWritersAtOnce_LetsExactlyOneWin()
    {
        IKeyValueStore store = await StoreAsync();
        long revision = await PutAsync(store, "/a", "0");
        TransactionResult[] results = await Task.WhenAll(
            Enumerable.Range(1, 20).Select(i => store.CommitAsync(Transaction.PutIf("/a", revision, Bytes($"{i}")), Cancel).AsTask()));
        Assert.Single(results, result => result.Succeeded);
        Assert.Equal(revision + 1, (await GetAsync(store, "/a")).ModRevision);
    }

    [Fact]
    public async Task DeleteIf_ComparesAndDeletes()
    {
        IKeyValueStore store = await StoreAsync();
        long revision = await PutAsync(store, "/a", "1");
        Assert.False((await store.CommitAsync(Transaction.DeleteIf("/a", revision - 1), Cancel)).Succeeded);
        TransactionResult deleted = await store.CommitAsync(Transaction.DeleteIf("/a", revision), Cancel);
        Assert.Equal((true, revision + 1, 1L), (deleted.Succeeded, deleted.Revision, deleted.Results[0].Deleted));
        Assert.Empty((await RangeAsync(store, KeyRange.Single("/a"))).KeyValues);
    }

    [Fact]
    public async Task Delete_OfNothing_ConsumesNoRevision()
    {
        IKeyValueStore store = await StoreAsync();
        long revision = await PutAsync(store, "/a", "1");
        TransactionResult result = await store.CommitAsync(new Transaction { Success = [Operation.Delete("/none")] }, Cancel);
        Assert.Equal((revision, 0L), (result.Revision, result.Results[0].Deleted));
        Assert.Equal(revision + 1, await PutAsync(store, "/b", "1"));
    }

    [Fact]
    public async Task Transaction_ChangesAllItsKeysAtOneRevision_AndReadsItsOwnChanges()
    {
        IKeyValueStore store = await StoreAsync();
        await PutAsync(store, "/c", "old");
        TransactionResult result = await store.CommitAsync(
            new Transaction { Success = [Operation.Put("/a", Bytes("1")), Operation.Put("/b", Bytes("2")), Operation.Delete("/c"), Operation.Get(new RangeRequest(KeyRange.Prefix("/")))] },
            Cancel);
        Assert.Equal(["/a", "/b"], result.Results[3].Range!.KeyValues.Select(found => found.Key));
        Assert.All((await RangeAsync(store, KeyRange.Prefix("/"))).KeyValues, found => Assert.Equal(result.Revision, found.ModRevision));
    }

    [Theory]
    [InlineData(ComparisonTarget.Version, ComparisonOperator.Equal, 2, true)]
    [InlineData(ComparisonTarget.Version, ComparisonOperator.Greater, 2, false)]
    [InlineData(ComparisonTarget.Version, ComparisonOperator.Greater, 1, true)]
    [InlineData(ComparisonTarget.Version, ComparisonOperator.Less, 3, true)]
    [InlineData(ComparisonTarget.Version, ComparisonOperator.NotEqual, 2, false)]
    [InlineData(ComparisonTarget.Lease, ComparisonOperator.Equal, 0, true)]
    [InlineData(ComparisonTarget.CreateRevision, ComparisonOperator.Greater, 0, true)]
    [InlineData(ComparisonTarget.ModRevision, ComparisonOperator.Less, 1, false)]
    public async Task Comparison_LooksAtTheNumberNamed(ComparisonTarget target, ComparisonOperator relation, long number, bool holds)
    {
        IKeyValueStore store = await StoreAsync();
        await PutAsync(store, "/a", "1");
        await PutAsync(store, "/a", "2");
        TransactionResult result = await store.CommitAsync(new Transaction { Comparisons = [new Comparison("/a", target, relation, number)] }, Cancel);
        Assert.Equal(holds, result.Succeeded);
    }

    [Fact]
    public async Task Transaction_ThatChangesAKeyTwice_IsRefused()
    {
        IKeyValueStore store = await StoreAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(async () => await store.CommitAsync(
            new Transaction { Success = [Operation.Put("/a", Bytes("1")), Operation.Put("/a", Bytes("2"))] }, Cancel));
        Assert.Empty((await RangeAsync(store, KeyRange.Single("/a"))).KeyValues);
    }

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

    [Fact]
    public async Task Status_KnowsItsSize()
    {
        IKeyValueStore store = await StoreAsync();
        long revision = await PutManyAsync(store, 5);
        StoreStatus status = await store.GetStatusAsync(Cancel);
        Assert.Equal(revision, status.Revision);
        Assert.True(status.DatabaseSizeInUse > 0 && status.DatabaseSize >= status.DatabaseSizeInUse, status.ToString());
    }

    public async ValueTask DisposeAsync()
    {
        if (_store is not null)
        {
            await _store.DisposeAsync();
        }

        await CleanUpAsync();
        GC.SuppressFinalize(this);
    }

    /// <summary>An empty store.</summary>
    protected abstract ValueTask<IKeyValueStore> CreateAsync();

    /// <summary>Lets the store's time pass.</summary>
    protected abstract ValueTask AdvanceAsync(TimeSpan time);

    protected virtual ValueTask CleanUpAsync() => ValueTask.CompletedTask;

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    private static string Text(KeyValue found) => Encoding.UTF8.GetString(found.Value.Span);

    private static string Show(KeyValue found) => $"{found.Key}={Text(found)}";

    private static string Show(KeyEvent change) => $"{change.Type} {Show(change.Current)}";

    private static async Task<long> PutAsync(IKeyValueStore store, string key, string value, long lease = 0) =>
        (await store.CommitAsync(new Transaction { Success = [Operation.Put(key, Bytes(value), lease)] }, Cancel)).Revision;

    private static async Task<long> PutManyAsync(IKeyValueStore store, int count)
    {
        long revision = 0;
        for (int i = 0; i < count; i++)
        {
            revision = await PutAsync(store, $"/k/{i:d3}", $"{i}");
        }

        return revision;
    }

    private static async Task<long> DeleteAsync(IKeyValueStore store, string key) =>
        (await store.CommitAsync(new Transaction { Success = [Operation.Delete(key)] }, Cancel)).Revision;

    private static async Task<RangeResult> RangeAsync(IKeyValueStore store, KeyRange range) =>
        await store.RangeAsync(new RangeRequest(range), Cancel);

    private static async Task<KeyValue> GetAsync(IKeyValueStore store, string key, long revision = 0) =>
        Assert.Single((await store.RangeAsync(new RangeRequest(KeyRange.Single(key)) { Revision = revision }, Cancel)).KeyValues);

    private static async Task<List<KeyEvent>> TakeAsync(IKeyWatch watch, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancel);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        var events = new List<KeyEvent>();
        await foreach (WatchResponse response in watch.WithCancellation(limit.Token))
        {
            events.AddRange(response.Events);
            if (events.Count >= count)
            {
                break;
            }
        }

        return events;
    }

    private async ValueTask<IKeyValueStore> StoreAsync() => _store ??= await CreateAsync();
}
