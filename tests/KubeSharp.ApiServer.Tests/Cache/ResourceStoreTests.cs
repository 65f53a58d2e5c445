using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.Storage;

namespace KubeSharp.ApiServer.Tests.Cache;

public sealed class ResourceStoreTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Create_IsVisibleAtOnce_WithItsRevision()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Entry created = await fixture.CreateAsync("default", "a", "1");
        Entry? found = await fixture.Store.GetAsync("default", "a", Cancel);
        Assert.Same(created, found);
        Assert.Equal($"{created.Revision}", found!.Object.Metadata.ResourceVersion);
        Assert.Equal("/registry/configmaps/default/a", found.Key);
        Assert.Equal(("default", "a", "web"), (found.Namespace, found.Name, found.Labels["app"]));
    }

    [Fact]
    public async Task Create_OfAnExistingName_GivesNull()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        await fixture.CreateAsync("default", "a", "1");
        Assert.Null(await fixture.Store.CreateAsync(LineCodec.Make("default", "a", "2"), Cancel));
    }

    [Fact]
    public async Task Write_StoresNoResourceVersion_AndSharesItsBytesWithTheStore()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Entry created = await fixture.CreateAsync("default", "a", "1");
        Entry updated = (await fixture.Store.UpdateAsync(created, created.Object, Cancel))!;
        RangeResult stored = await fixture.KeyValues.RangeAsync(new RangeRequest(KeyRange.Single(updated.Key)), Cancel);
        Assert.Equal("default\na\nweb\n1\n", Encoding.UTF8.GetString(updated.Stored.Span));
        Assert.True(stored.KeyValues[0].Value.Equals(updated.Stored));
        Assert.Equal(created.CreateRevision, updated.CreateRevision);
        Assert.Equal(0, fixture.Codec.Decoded);
    }

    [Fact]
    public async Task Update_OfAnOldVersion_GivesNull_AndTheNewOneIsVisible()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Entry first = await fixture.CreateAsync("default", "a", "1");
        await fixture.UpdateAsync(first, "2");
        Assert.Null(await fixture.Store.UpdateAsync(first, LineCodec.Make("default", "a", "3"), Cancel));
        Assert.False(await fixture.Store.DeleteAsync(first, Cancel));
        Assert.Equal("default/a=2", Show.Entry((await fixture.Store.GetAsync("default", "a", Cancel))!));
    }

    [Fact]
    public async Task Update_ByManyAtOnce_LosesNothing()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        await fixture.CreateAsync("default", "counter", "0");
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            for (int done = 0; done < 25;)
            {
                Entry current = (await fixture.Store.GetAsync("default", "counter", Cancel))!;
                int value = int.Parse(((ConfigMap)current.Object).Data["value"]);
                ConfigMap next = LineCodec.Make("default", "counter", $"{value + 1}");
                done += await fixture.Store.UpdateAsync(current, next, Cancel) is null ? 0 : 1;
            }
        })));
        Assert.Equal("default/counter=200", Show.Entry(fixture.Store.Find("default", "counter")!));
    }

    [Fact]
    public async Task WritesOfOthers_ArriveThroughTheStore()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        byte[] bytes = fixture.Codec.EncodeStored(LineCodec.Make("default", "other", "1"));
        await fixture.KeyValues.CommitAsync(Transaction.PutIf("/registry/configmaps/default/other", 0, bytes), Cancel);
        Assert.Equal("default/other=1", Show.Entry((await fixture.Store.GetAsync("default", "other", Cancel))!));
        Assert.Equal(1, fixture.Codec.Decoded);
    }

    [Fact]
    public async Task Start_ReadsWhatIsStored_AndIgnoresOtherKeys()
    {
        var codec = new LineCodec();
        await using CacheFixture fixture = await CacheFixture.StartAsync(async store =>
        {
            await store.CommitAsync(Transaction.PutIf("/registry/configmaps/ns/a", 0, codec.EncodeStored(LineCodec.Make("ns", "a", "1"))), Cancel);
            await store.CommitAsync(Transaction.PutIf("/registry/configmapsx/ns/b", 0, codec.EncodeStored(LineCodec.Make("ns", "b", "1"))), Cancel);
        });
        Assert.Equal(["ns/a=1"], Show.List(await fixture.ListAsync()));
    }

    [Fact]
    public async Task List_IsInKeyOrder_OfItsNamespaceOnly()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        foreach (string path in (string[])["b/x", "a/y", "a-b/z", "a/x", "ab/q"])
        {
            await fixture.CreateAsync(path.Split('/')[0], path.Split('/')[1], "1");
        }

        Assert.Equal(["a-b/z=1", "a/x=1", "a/y=1", "ab/q=1", "b/x=1"], Show.List(await fixture.ListAsync()));
        ListSnapshot one = await fixture.ListAsync("a");
        Assert.Equal(["a/x=1", "a/y=1"], Show.List(one));
        Assert.Equal((2, fixture.Cache.Revision), (one.Count, one.Revision));
        Assert.Equal(0, (await fixture.ListAsync("none")).Count);
    }

    [Fact]
    public async Task List_InChunksOfOneRevision_IsNotDisturbedByWrites()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        for (int i = 0; i < 5; i++)
        {
            await fixture.CreateAsync("ns", $"{i}", "old");
        }

        ListSnapshot first = await fixture.ListAsync("ns");
        ListSnapshot.Enumerator entries = first.GetEnumerator();
        Assert.True(entries.MoveNext() && entries.MoveNext());
        Assert.Equal(3, first.CountAfter(entries.Current));
        string next = ListSnapshot.ContinueAfter(entries.Current);
        await fixture.UpdateAsync(fixture.Store.Find("ns", "3")!, "new");
        await fixture.DeleteAsync(fixture.Store.Find("ns", "4")!);
        await fixture.CreateAsync("ns", "21", "new");

        ListSnapshot rest = await fixture.ListAsync("ns", ListAt.Exactly(first.Revision), next);
        Assert.Equal(["ns/2=old", "ns/3=old", "ns/4=old"], Show.List(rest));
        Assert.Equal(first.Revision, rest.Revision);
        Assert.Equal(["ns/2=old", "ns/21=new", "ns/3=new"], Show.List(await fixture.ListAsync("ns", ListAt.Latest, next)));
    }

    [Fact]
    public async Task List_AtARevisionThatOnlyTheStoreRemembers_ReadsItThere()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Entry first = await fixture.CreateAsync("ns", "a", "1");
        long old = first.Revision;
        Entry second = await fixture.UpdateAsync(first, "2");
        await fixture.CreateAsync("ns", "b", "1");
        WatchCache late = new(fixture.KeyValues, fixture.Time, Microsoft.Extensions.Logging.Abstractions.NullLogger<WatchCache>.Instance);
        ResourceStore store = await late.AddAsync(fixture.Describe("configmaps"), Cancel);
        using var stop = new CancellationTokenSource();
        Task running = late.RunAsync(stop.Token);
        await late.Ready;

        Assert.Equal(["ns/a=1"], Show.List(await store.ListAsync("", ListAt.Exactly(old), "", Cancel)));
        await fixture.KeyValues.CompactAsync(second.Revision, Cancel);
        Assert.Equal(["ns/a=1"], Show.List(await store.ListAsync("", ListAt.Exactly(old), "", Cancel)));
        ApiException gone = await Assert.ThrowsAsync<ApiException>(async () => await store.ListAsync("", ListAt.Exactly(old - 1), "", Cancel));
        Assert.Equal((410, true), (gone.Code, gone.IsGone));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task List_OfARevisionThatDoesNotCome_TimesOut()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Task<ListSnapshot> list = fixture.ListAsync(at: ListAt.NotOlderThan(fixture.Cache.Revision + 1));
        Assert.False(list.IsCompleted);
        fixture.Time.Advance(TimeSpan.FromSeconds(4));
        ApiException error = await Assert.ThrowsAsync<ApiException>(() => list);
        Assert.Equal(504, error.Code);

        Task<ListSnapshot> again = fixture.ListAsync(at: ListAt.NotOlderThan(fixture.Cache.Revision + 1));
        await fixture.CreateAsync("ns", "a", "1");
        Assert.Equal(["ns/a=1"], Show.List(await again));
    }

    [Fact]
    public async Task List_UnderConcurrentWrites_ShowsEachRevisionWhole()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Entry[] counters = [await fixture.CreateAsync("ns", "a", "0"), await fixture.CreateAsync("ns", "b", "0")];
        Task writing = Task.Run(async () =>
        {
            // b follows a: in every state a = b or a = b + 1.
            for (int i = 1; i <= 60; i++)
            {
                counters[0] = await fixture.UpdateAsync(counters[0], $"{i}");
                counters[1] = await fixture.UpdateAsync(counters[1], $"{i}");
            }
        });
        long before = 0;
        while (!writing.IsCompleted)
        {
            ListSnapshot snapshot = fixture.Store.List("ns");
            int[] values = [.. Show.List(snapshot).Select(shown => int.Parse(shown.Split('=')[1]))];
            Assert.InRange(values[0] - values[1], 0, 1);
            Assert.InRange(snapshot.Revision, before, long.MaxValue);
            before = snapshot.Revision;
            foreach (Entry entry in snapshot)
            {
                Assert.InRange(entry.Revision, 1, snapshot.Revision);
            }

            await Task.Yield();
        }

        await writing;
    }

    [Fact]
    public async Task Object_IsOneInstanceWhileHeld_AndJsonIsMadeOnce()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Entry entry = await fixture.CreateAsync("ns", "a", "1");
        ApiObject held = entry.Object;
        Assert.Same(held, fixture.Store.Find("ns", "a")!.Object);
        Assert.Equal($$"""{"metadata":{"name":"a","resourceVersion":"{{entry.Revision}}"},"data":"1"}""", Encoding.UTF8.GetString(entry.JsonItem.Span));
        Assert.Equal($$"""{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"a","resourceVersion":"{{entry.Revision}}"},"data":"1"}""", Encoding.UTF8.GetString(entry.Json.Span));
        Assert.True(entry.JsonItem.Equals(entry.JsonItem));
    }

    [Fact]
    public async Task Encoded_IsDroppedWhenNobodyAsksAnyMore()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Entry entry = await fixture.CreateAsync("ns", "a", "1");
        ReadOnlyMemory<byte> json = entry.JsonItem;
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(json.Equals(entry.JsonItem));
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(0, fixture.Cache.Budget.Bytes);
        Assert.False(json.Equals(entry.JsonItem));
        Assert.True(json.Span.SequenceEqual(entry.JsonItem.Span));
    }

    [Fact]
    public async Task TimeToLive_EndsTheObject()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        ResourceStore events = await fixture.Cache.AddAsync(fixture.Describe("events", TimeSpan.FromHours(1)), Cancel);
        Entry first = (await events.CreateAsync(LineCodec.Make("ns", "a", "1"), Cancel))!;
        Entry second = (await events.CreateAsync(LineCodec.Make("ns", "b", "1"), Cancel))!;
        Assert.Equal(first.KeyValue.Lease, second.KeyValue.Lease);
        fixture.Time.Advance(TimeSpan.FromMinutes(59));
        Assert.NotNull(await events.GetAsync("ns", "a", Cancel));
        using ApiServer.Cache.Watching.Watcher watcher = await events.WatchAsync(new() { Revision = second.Revision }, ListAt.Latest, Cancel);
        fixture.Time.Advance(TimeSpan.FromMinutes(3));
        Assert.True(await watcher.WaitToReadAsync(Cancel));
        Assert.Equal(["Deleted ns/a=1", "Deleted ns/b=1"], Show.Ready(watcher));
        Assert.Equal(0, events.Count);
    }

    [Fact]
    public async Task Add_WhileWritesGoOn_MissesNone()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Task writing = Task.Run(async () =>
        {
            for (int i = 0; i < 200; i++)
            {
                byte[] bytes = fixture.Codec.EncodeStored(LineCodec.Make("ns", $"{i:d3}", "1"));
                await fixture.KeyValues.CommitAsync(Transaction.PutIf($"/registry/example.com/things/ns/{i:d3}", 0, bytes), Cancel);
            }
        });
        ResourceStore things = await fixture.Cache.AddAsync(fixture.Describe("example.com/things"), Cancel);
        await writing;
        Assert.Equal(200, (await things.ListAsync("ns", ListAt.Latest, "", Cancel)).Count);
        fixture.Cache.Remove(things);
        Assert.Equal(0, things.Count);
    }
}
