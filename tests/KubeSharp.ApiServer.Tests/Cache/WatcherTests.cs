using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Cache.Watching;

namespace KubeSharp.ApiServer.Tests.Cache;

public sealed class WatcherTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Watch_FromARevision_DeliversEverythingAfterIt_InOrder()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Entry first = await fixture.CreateAsync("ns", "a", "1");
        Entry second = await fixture.UpdateAsync(first, "2");
        using Watcher watcher = await fixture.WatchAsync(new WatchStart { Revision = first.Revision });
        long deleted = await fixture.DeleteAsync(second);
        await fixture.CreateAsync("ns", "b", "1");
        Assert.True(watcher.TryRead(out WatchItem modified));
        Assert.True(watcher.TryRead(out WatchItem ended));
        Assert.Equal("Modified ns/a=2", Show.Item(modified));
        Assert.Equal("Deleted ns/a=2", Show.Item(ended));
        Assert.Equal((deleted, $"{deleted}"), (ended.Revision, ended.Entry!.Object.Metadata.ResourceVersion));
        Assert.Equal(["Added ns/b=1"], Show.Ready(watcher));
    }

    [Fact]
    public async Task Watch_Resumed_ContinuesWithoutGapOrRepeat()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        long start = (await fixture.ListAsync()).Revision;
        for (int i = 0; i < 20; i++)
        {
            await fixture.CreateAsync("ns", $"{i:d2}", "1");
        }

        var seen = new List<string>();
        while (seen.Count < 20)
        {
            using Watcher watcher = await fixture.WatchAsync(new WatchStart { Revision = start });
            for (int i = 0; i < 7 && watcher.TryRead(out WatchItem item); i++)
            {
                seen.Add(Show.Item(item));
                start = item.Revision;
            }
        }

        Assert.Equal(Enumerable.Range(0, 20).Select(i => $"Added ns/{i:d2}=1"), seen);
    }

    [Fact]
    public async Task Watch_FromBeforeTheHistory_IsToldSo()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        Entry first = await fixture.CreateAsync("ns", "a", "1");
        fixture.Time.Advance(TimeSpan.FromMinutes(6));
        await fixture.UpdateAsync(first, "2");
        using Watcher watcher = await fixture.WatchAsync(new WatchStart { Revision = first.Revision - 1 });
        Assert.True(await watcher.WaitToReadAsync(Cancel));
        Assert.True(watcher.TryRead(out WatchItem error));
        Assert.Equal((410, "Expired"), (error.Error!.Code, error.Error.Reason));
        Assert.Equal($"too old resource version: {first.Revision - 1} ({first.Revision})", error.Error.Message);
        Assert.False(await watcher.WaitToReadAsync(Cancel));
    }

    [Fact]
    public async Task Watch_WithASelector_TurnsTransitionsIntoAddedAndDeleted()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        using Watcher watcher = await fixture.WatchAsync(new WatchStart
        {
            Revision = fixture.Cache.Revision,
            Predicate = entry => entry.Labels["app"] == "web",
        });
        Entry entry = await fixture.CreateAsync("ns", "a", "1", app: "db");
        entry = await fixture.UpdateAsync(entry, "2");
        entry = await fixture.UpdateAsync(entry, "3");
        Entry gone = await fixture.UpdateAsync(entry, "4", app: "db");
        gone = await fixture.UpdateAsync(gone, "5", app: "db");
        await fixture.DeleteAsync(gone);
        Assert.True(watcher.TryRead(out WatchItem added));
        Assert.True(watcher.TryRead(out WatchItem modified));
        Assert.True(watcher.TryRead(out WatchItem deleted));
        Assert.False(watcher.TryRead(out _));
        Assert.Equal(["Added ns/a=2", "Modified ns/a=3", "Deleted ns/a=3"], new[] { added, modified, deleted }.Select(Show.Item));
        Assert.Equal(entry.Revision + 1, deleted.Revision);
        Assert.Contains($"\"resourceVersion\":\"{entry.Revision + 1}\"", Show.Json(deleted), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Watch_WithAFieldSelector_LooksAtTheField()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        using Watcher watcher = await fixture.WatchAsync(new WatchStart
        {
            Revision = fixture.Cache.Revision,
            Predicate = entry => entry.Field("data.value") == "x" && entry.Field("metadata.namespace") == "ns",
        });
        Entry entry = await fixture.CreateAsync("ns", "a", "1");
        await fixture.UpdateAsync(entry, "x");
        await fixture.CreateAsync("other", "b", "x");
        Assert.Equal(["Added ns/a=x"], Show.Ready(watcher));
        Assert.Null(entry.Field("spec.unknown"));
    }

    [Fact]
    public async Task Watch_OfANamespaceOrAName_SeesOnlyThat()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        long start = fixture.Cache.Revision;
        using Watcher space = await fixture.WatchAsync(new WatchStart { Revision = start, Namespace = "a" });
        using Watcher single = await fixture.WatchAsync(new WatchStart { Revision = start, Namespace = "a", Name = "y" });
        await fixture.CreateAsync("a", "x", "1");
        await fixture.CreateAsync("ab", "y", "1");
        await fixture.CreateAsync("a", "y", "1");
        Assert.Equal(["Added a/x=1", "Added a/y=1"], Show.Ready(space));
        Assert.Equal(["Added a/y=1"], Show.Ready(single));
    }

    [Fact]
    public async Task Watch_WithInitialState_BeginsWithEverything_ThenGoesOn()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        await fixture.CreateAsync("ns", "a", "1");
        Entry last = await fixture.CreateAsync("ns", "b", "1", app: "db");
        using Watcher watcher = await fixture.WatchAsync(new WatchStart { InitialState = true, MarkInitialEnd = true, Bookmarks = true });
        await fixture.CreateAsync("ns", "c", "1");
        var items = new List<WatchItem>();
        while (watcher.TryRead(out WatchItem item))
        {
            items.Add(item);
        }

        Assert.Equal(["Added ns/a=1", "Added ns/b=1", "Bookmark", "Added ns/c=1"], items.Select(Show.Item));
        Assert.Equal(last.Revision, items[2].Revision);
        Assert.Equal("true", items[2].Entry!.Object.Metadata.Annotations["k8s.io/initial-events-end"]);
    }

    [Fact]
    public async Task Bookmark_SaysHowFarTheWatchIs_AlsoWithoutEvents()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        ResourceStore others = await fixture.Cache.AddAsync(fixture.Describe("others"), Cancel);
        using Watcher watcher = await fixture.WatchAsync(new WatchStart { Revision = fixture.Cache.Revision, Bookmarks = true });
        Entry elsewhere = (await others.CreateAsync(LineCodec.Make("ns", "a", "1"), Cancel))!;
        Task<bool> waiting = watcher.WaitToReadAsync(Cancel).AsTask();
        Assert.False(waiting.IsCompleted);
        fixture.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(await waiting);
        Assert.True(watcher.TryRead(out WatchItem bookmark));
        Assert.Equal((WatchEventType.Bookmark, elsewhere.Revision), (bookmark.Type, bookmark.Revision));
        Assert.Equal(
            """{"type":"BOOKMARK","object":{"kind":"ConfigMap","apiVersion":"v1","metadata":{"resourceVersion":"REVISION"}}}""".Replace("REVISION", $"{elsewhere.Revision}", StringComparison.Ordinal) + "\n",
            Show.Json(bookmark));
        Assert.Empty(Show.Ready(watcher));
    }

    [Fact]
    public async Task SlowWatcher_IsDropped_WithoutHoldingUpAnybody()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        long start = fixture.Cache.Revision;
        using Watcher slow = await fixture.WatchAsync(new WatchStart { Revision = start });
        using Watcher idle = await fixture.WatchAsync(new WatchStart { Revision = start, Namespace = "elsewhere" });
        string large = new('x', 300_000);
        for (int i = 0; i < 100; i++)
        {
            await fixture.CreateAsync("ns", $"{i}", i < 70 ? large : "small");
        }

        Assert.False(slow.TryRead(out _));
        Assert.False(await slow.WaitToReadAsync(Cancel));
        await fixture.CreateAsync("elsewhere", "a", "1");
        Assert.Equal(["Added elsewhere/a=1"], Show.Ready(idle));
    }

    [Fact]
    public async Task Wait_EndsWithAnEvent_WithCancellation_OrWithTheWatcher()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        using Watcher watcher = await fixture.WatchAsync(new WatchStart { Revision = fixture.Cache.Revision });
        Task<bool> waiting = watcher.WaitToReadAsync(Cancel).AsTask();
        await fixture.CreateAsync("ns", "a", "1");
        Assert.True(await waiting);
        Assert.Equal(["Added ns/a=1"], Show.Ready(watcher));

        using var cancel = new CancellationTokenSource();
        waiting = watcher.WaitToReadAsync(cancel.Token).AsTask();
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        waiting = watcher.WaitToReadAsync(Cancel).AsTask();
        watcher.Dispose();
        Assert.False(await waiting);
    }

    [Fact]
    public async Task ManyWatchers_SeeTheSameUnderConcurrentWrites_AndShareTheBytes()
    {
        await using CacheFixture fixture = await CacheFixture.StartAsync();
        var start = new WatchStart { Revision = fixture.Cache.Revision };
        List<Watcher> watchers = [];
        for (int i = 0; i < 20; i++)
        {
            watchers.Add(await fixture.WatchAsync(start));
        }

        Task<List<WatchItem>>[] reading = [.. watchers.Select(watcher => Task.Run(async () =>
        {
            var items = new List<WatchItem>();
            await foreach (WatchItem item in watcher.ReadAllAsync(Cancel))
            {
                items.Add(item);
                if (items.Count == 300)
                {
                    break;
                }
            }

            return items;
        }))];
        await Task.WhenAll(Enumerable.Range(0, 6).Select(writer => Task.Run(async () =>
        {
            for (int i = 0; i < 25; i++)
            {
                Entry entry = await fixture.CreateAsync("ns", $"{writer}-{i}", "1");
                await fixture.UpdateAsync(entry, "2");
            }
        })));
        List<WatchItem>[] seen = await Task.WhenAll(reading);
        Assert.Equal(seen[0].Select(item => item.Revision).Order(), seen[0].Select(item => item.Revision));
        foreach (List<WatchItem> other in seen)
        {
            Assert.Equal(seen[0], other);
        }

        Assert.True(seen[0][17].Entry!.JsonItem.Equals(seen[5][17].Entry!.JsonItem));
        watchers.ForEach(watcher => watcher.Dispose());
    }
}
