using System.Text;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Errors;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Storage.Tests.Embedded;

/// <summary>What survives a restart, and what happens to files that nobody should have touched.</summary>
public sealed class DurabilityTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reopened_EverythingIsThere_HistoryIncluded()
    {
        long old;
        await using (EmbeddedStore store = _directory.Open())
        {
            await PutAsync(store, "/a", "1");
            old = await PutAsync(store, "/b", "1");
            await PutAsync(store, "/a", "2");
            await store.CommitAsync(new Transaction { Success = [Operation.Delete("/b")] }, Cancel);
        }

        await using EmbeddedStore again = _directory.Open();
        Assert.Equal(old + 2, again.CurrentRevision);
        Assert.Equal("/a=2 v2", await ShowAsync(again, 0));
        Assert.Equal("/a=1 v1, /b=1 v1", await ShowAsync(again, old));
        Assert.Equal(old + 3, await PutAsync(again, "/c", "1"));
    }

    [Fact]
    public async Task Reopened_AfterCompactionOfTheLastDeletion_RevisionsDoNotGoBack()
    {
        long last;
        await using (EmbeddedStore store = _directory.Open())
        {
            await PutAsync(store, "/a", "1");
            last = (await store.CommitAsync(new Transaction { Success = [Operation.Delete("/a")] }, Cancel)).Revision;
            await store.CompactAsync(last, Cancel);
        }

        await using EmbeddedStore again = _directory.Open();
        Assert.Equal(last, again.CurrentRevision);
        await Assert.ThrowsAsync<CompactedException>(async () => await again.RangeAsync(new RangeRequest(KeyRange.All) { Revision = last - 1 }, Cancel));
        Assert.Equal(last + 1, await PutAsync(again, "/a", "2"));
    }

    [Fact]
    public async Task Reopened_LeasesGetTheirFullTimeAgain()
    {
        var time = new FakeTimeProvider();
        await using (EmbeddedStore store = _directory.Open(time))
        {
            Lease lease = await store.GrantLeaseAsync(TimeSpan.FromSeconds(10), Cancel);
            await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", default, lease.Id)] }, Cancel);
            time.Advance(TimeSpan.FromSeconds(9));
        }

        await using EmbeddedStore again = _directory.Open(time);
        await using IKeyWatch watch = await again.WatchAsync(new WatchRequest(KeyRange.All), Cancel);
        time.Advance(TimeSpan.FromSeconds(9));
        Assert.Equal("/a= v1", await ShowAsync(again, 0));
        time.Advance(TimeSpan.FromSeconds(2));
        await foreach (WatchResponse response in watch.WithCancellation(Cancel))
        {
            Assert.Equal(KeyEventType.Delete, Assert.Single(response.Events).Type);
            break;
        }
    }

    [Fact]
    public async Task OpenedTwice_SaysSo()
    {
        await using EmbeddedStore store = _directory.Open();
        StoreUnavailableException error = Assert.Throws<StoreUnavailableException>(() => _directory.Open());
        Assert.Contains("another process", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void GarbageFile_SaysSo()
    {
        File.WriteAllText(_directory.Database, string.Concat(Enumerable.Repeat("this is no database ", 1000)));
        StoreCorruptedException error = Assert.Throws<StoreCorruptedException>(() => _directory.Open());
        Assert.Contains(_directory.Database, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task GarbageWriteAheadLog_SaysSo_InsteadOfLosingWrites()
    {
        using var copy = new TemporaryDirectory();
        await using (EmbeddedStore store = _directory.Open())
        {
            await PutAsync(store, "/a", "1");
            File.Copy(_directory.Database, copy.Database);
            File.WriteAllBytes(copy.Database + "-wal", [.. Enumerable.Repeat((byte)0x5a, 8192)]);
        }

        StoreCorruptedException error = Assert.Throws<StoreCorruptedException>(() => copy.Open());
        Assert.Contains("write-ahead log", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TornTailOfTheWriteAheadLog_LosesOnlyWhatWasTorn()
    {
        using var copy = new TemporaryDirectory();
        long whole;
        await using (EmbeddedStore store = _directory.Open())
        {
            whole = await PutAsync(store, "/a", "1");
            long length = new FileInfo(_directory.Database + "-wal").Length;
            await PutAsync(store, "/a", new string('x', 20_000));
            File.Copy(_directory.Database, copy.Database);
            byte[] log = File.ReadAllBytes(_directory.Database + "-wal");
            File.WriteAllBytes(copy.Database + "-wal", log[..(int)(length + 9000)]);
        }

        await using EmbeddedStore torn = copy.Open();
        Assert.Equal(whole, torn.CurrentRevision);
        Assert.Equal("/a=1 v1", await ShowAsync(torn, 0));
    }

    [Fact]
    public async Task FullStore_RefusesPuts_AndHasRoomAgainAfterDeletions()
    {
        await using EmbeddedStore store = _directory.Open(quota: 2 << 20);
        string value = new('x', 50_000);
        StoreFullException? full = null;
        int written = 0;
        for (; written < 100 && full is null; written++)
        {
            full = await Record.ExceptionAsync(() => PutAsync(store, $"/full/{written}", value)) as StoreFullException;
        }

        Assert.NotNull(full);
        long revision = store.CurrentRevision;
        Assert.Equal(written - 1, revision - 1);
        TransactionResult deleted = await store.CommitAsync(new Transaction { Success = [Operation.Delete(KeyRange.Prefix("/full/"))] }, Cancel);
        try
        {
            await store.CompactAsync(deleted.Revision, Cancel);
        }
        catch (CompactedException)
        {
            // A store that is nearly full compacts by itself, and was quicker.
        }

        for (int i = 0; i < 10; i++)
        {
            revision = await PutAsync(store, "/b", value);
        }

        Assert.Equal(revision, store.CurrentRevision);
    }

    [Fact]
    public async Task OneObjectThatChangesAllTheTime_NeverFillsTheStore()
    {
        await using EmbeddedStore store = _directory.Open(quota: 2 << 20);
        string value = new('x', 50_000);
        for (int i = 0; i < 300; i++)
        {
            await PutAsync(store, "/a", value);
        }

        Assert.InRange((await store.GetStatusAsync(Cancel)).DatabaseSizeInUse, 1, 2 << 20);
    }

    [Fact]
    public async Task Closed_FailsEverything()
    {
        EmbeddedStore store = _directory.Open();
        await using IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.All), Cancel);
        await store.DisposeAsync();
        await Assert.ThrowsAsync<StoreUnavailableException>(() => PutAsync(store, "/a", "1"));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await store.RangeAsync(new RangeRequest(KeyRange.All), Cancel));
        await Assert.ThrowsAsync<StoreUnavailableException>(async () =>
        {
            await foreach (WatchResponse _ in watch.WithCancellation(Cancel))
            {
            }
        });
    }

    public void Dispose() => _directory.Dispose();

    private static async Task<long> PutAsync(EmbeddedStore store, string key, string value) =>
        (await store.CommitAsync(new Transaction { Success = [Operation.Put(key, Encoding.UTF8.GetBytes(value))] }, Cancel)).Revision;

    private static async Task<string> ShowAsync(EmbeddedStore store, long revision)
    {
        RangeResult found = await store.RangeAsync(new RangeRequest(KeyRange.All) { Revision = revision }, Cancel);
        return string.Join(", ", found.KeyValues.Select(kv => $"{kv.Key}={Encoding.UTF8.GetString(kv.Value.Span)} v{kv.Version}"));
    }
}
