using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Tests.Embedded;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Storage.Tests;

public sealed class PeriodicCompactionTests
{
    [Fact]
    public async Task History_ReachesBackAtLeastOneInterval()
    {
        using var directory = new TemporaryDirectory();
        var time = new FakeTimeProvider();
        await using EmbeddedStore store = directory.Open(time);
        using var stop = new CancellationTokenSource();
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", default)] });
        long first = store.CurrentRevision;
        Task running = new PeriodicCompaction(store, TimeSpan.FromMinutes(5), time).RunAsync(stop.Token);
        time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, (await store.GetStatusAsync()).CompactRevision);
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", default)] });
        time.Advance(TimeSpan.FromMinutes(5));

        // Writes pass the writer in order, so this one is behind the compaction.
        await store.CommitAsync(new Transaction { Success = [Operation.Put("/a", default)] });
        Assert.Equal(first, (await store.GetStatusAsync()).CompactRevision);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }
}
