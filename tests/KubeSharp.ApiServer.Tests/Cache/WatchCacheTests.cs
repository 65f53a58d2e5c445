using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Cache.Feed;
using KubeSharp.ApiServer.Tests.Hosting;
using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

namespace KubeSharp.ApiServer.Tests.Cache;

public sealed class WatchCacheTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-cache-").FullName;

    /// <summary>A store that answers while its watch stands still must not keep readers for ever.</summary>
    [Fact]
    public async Task ReadOfTheNewestState_EndsWhenTheWatchDoesNotGetThere()
    {
        var time = new FakeTimeProvider();
        await using var embedded = EmbeddedStore.Open(new EmbeddedStoreOptions { Directory = _directory }, time, NullLogger<EmbeddedStore>.Instance);
        var store = new UnansweredStore(embedded);
        var cache = new WatchCache(store, time, NullLogger<WatchCache>.Instance);
        using var stop = new CancellationTokenSource();
        var running = cache.RunAsync(stop.Token);
        await cache.Ready;
        var operation = Operation(time);
        await cache.WaitForLatestAsync(operation, TestContext.Current.CancellationToken);

        store.Ahead = 5;
        var waiting = cache.WaitForLatestAsync(operation, TestContext.Current.CancellationToken).AsTask();
        time.Advance(TimeSpan.FromSeconds(59));
        Assert.False(waiting.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(504, (await Assert.ThrowsAsync<ApiException>(() => waiting)).Code);

        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    private static StoreOperation Operation(TimeProvider time)
    {
        var metrics = Metrics.WithCustomRegistry(Metrics.NewCustomRegistry());
        return new StoreOperation(
            "store get", "pods", metrics.CreateCounter("requests", ""), metrics.CreateCounter("errors", ""), metrics.CreateHistogram("seconds", ""), time);
    }
}
