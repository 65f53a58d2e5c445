using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Tests;

public abstract partial class KeyValueStoreContract
{
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

    /// <summary>Whatever the store is, so that no object that one of them took is too large for another.</summary>
    [Theory]
    [InlineData(1_600_000)]
    [InlineData(3_000_000)]
    public async Task Put_OfMoreThanTheStoreTakes_IsRefused(int size)
    {
        IKeyValueStore store = await StoreAsync();
        await Assert.ThrowsAsync<RequestTooLargeException>(() => PutAsync(store, "/a", new string('x', size)));
        long whole = await PutAsync(store, "/a", new string('x', 1_500_000));
        Assert.Equal(whole, store.CurrentRevision);
    }

    [Fact]
    public async Task Put_KeepsTheValueOrTheLease()
    {
        IKeyValueStore store = await StoreAsync();
        Lease lease = await store.GrantLeaseAsync(TimeSpan.FromMinutes(10), Cancel);
        await PutAsync(store, "/a", "1");
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", default, lease.Id) with { KeepsValue = true }] }, Cancel);
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", Bytes("2")) with { KeepsLease = true }] }, Cancel);
        KeyValue found = await GetAsync(store, "/a");
        Assert.Equal(("2", lease.Id, 3L), (Text(found), found.Lease, found.Version));
        await Assert.ThrowsAsync<KeyMissingException>(async () => await store.CommitAsync(
            new Transaction { Success = [Operation.Put("/b", Bytes("1")) with { KeepsLease = true }] }, Cancel));
    }

    [Theory]
    [InlineData(ComparisonOperator.Equal, "b", true)]
    [InlineData(ComparisonOperator.NotEqual, "b", false)]
    [InlineData(ComparisonOperator.Greater, "a", true)]
    [InlineData(ComparisonOperator.Less, "a", false)]
    [InlineData(ComparisonOperator.Less, "ba", true)]
    public async Task Comparison_OfValues_IsByteByByte(ComparisonOperator relation, string value, bool holds)
    {
        IKeyValueStore store = await StoreAsync();
        await PutAsync(store, "/a", "b");
        Assert.Equal(holds, await HoldsAsync(store, new Comparison("/a", ComparisonTarget.Value, relation, 0) { Value = Bytes(value) }));
        Assert.False(await HoldsAsync(store, new Comparison("/none", ComparisonTarget.Value, relation, 0) { Value = Bytes(value) }));
    }

    [Fact]
    public async Task Comparison_OfARange_HoldsForEveryKey()
    {
        IKeyValueStore store = await StoreAsync();
        await PutAsync(store, "/r/a", "1");
        await PutAsync(store, "/r/b", "1");
        await PutAsync(store, "/r/b", "2");
        Assert.True(await HoldsAsync(store, new Comparison("/r/", ComparisonTarget.Version, ComparisonOperator.Greater, 0) { RangeEnd = "/r0" }));
        Assert.False(await HoldsAsync(store, new Comparison("/r/", ComparisonTarget.Version, ComparisonOperator.Equal, 1) { RangeEnd = "/r0" }));
        Assert.True(await HoldsAsync(store, new Comparison("/s/", ComparisonTarget.Version, ComparisonOperator.Equal, 0) { RangeEnd = "/s0" }));
    }

    [Fact]
    public async Task NestedTransactions_AreDecidedBeforeAnythingChanges()
    {
        IKeyValueStore store = await StoreAsync();
        var inner = new Transaction
        {
            Comparisons = [Comparison.ModRevisionIs("/a", 0)],
            Success = [Operation.Put("/in", Bytes("missing")), Operation.Get("/a")],
            Failure = [Operation.Put("/in", Bytes("there"))],
        };
        TransactionResult result = await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", Bytes("1")), Operation.Nested(inner)] }, Cancel);
        TransactionResult nested = result.Results[1].Transaction!;
        Assert.True(nested.Succeeded);
        Assert.Equal("1", Text(Assert.Single(nested.Results[1].Range!.KeyValues)));
        Assert.Equal(("missing", result.Revision), (Text(await GetAsync(store, "/in")), (await GetAsync(store, "/a")).ModRevision));
        await Assert.ThrowsAsync<ArgumentException>(async () => await store.CommitAsync(
            new Transaction { Success = [Operation.Put("/in", Bytes("1")), Operation.Nested(inner)] }, Cancel));
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

    private static async Task<bool> HoldsAsync(IKeyValueStore store, Comparison comparison) =>
        (await store.CommitAsync(new Transaction { Comparisons = [comparison] }, Cancel)).Succeeded;
}
