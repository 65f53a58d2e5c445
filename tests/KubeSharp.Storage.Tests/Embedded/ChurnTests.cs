using KubeSharp.Storage.Embedded;

namespace KubeSharp.Storage.Tests.Embedded;

/// <summary>One object that changes all the time does not make the file grow.</summary>
public sealed class ChurnTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Churn_WithCompaction_ReusesTheSpace()
    {
        await using EmbeddedStore store = _directory.Open();
        long largest = 0;
        for (int round = 0; round < 20; round++)
        {
            await ChurnAsync(store, 1500);
            await store.CompactAsync(store.CurrentRevision, Cancel);
            largest = Math.Max(largest, (await store.GetStatusAsync(Cancel)).DatabaseSize);
        }

        Assert.True(largest < 24 << 20, $"{largest:n0} bytes after 30,000 changes of 1.5 KB");
    }

    [Fact]
    public async Task Churn_WithoutCompaction_IsBoundedByTheHistoryLimit()
    {
        await using EmbeddedStore store = _directory.Open(historyLimit: 4 << 20);
        await ChurnAsync(store, 20_000);
        StoreStatus status = await store.GetStatusAsync(Cancel);
        Assert.True(status.CompactRevision > 10_000, status.ToString());
        Assert.True(status.DatabaseSize < 24 << 20, status.ToString());
    }

    [Fact]
    public async Task Compaction_OfABigStore_ShrinksTheFile()
    {
        await using (EmbeddedStore store = _directory.Open())
        {
            await ChurnAsync(store, 15_000);
            await store.CompactAsync(store.CurrentRevision, Cancel);
        }

        // What a stop interrupts goes on after the start.
        await using (EmbeddedStore store = _directory.Open())
        {
            long size = long.MaxValue;
            for (int i = 0; i < 2000 && size > 12 << 20; i++)
            {
                await store.CommitAsync(new Transaction { Success = [Operation.Put("/tick", default)] }, Cancel);
                size = (await store.GetStatusAsync(Cancel)).DatabaseSizeInUse;
            }

            Assert.InRange(size, 1, 12 << 20);
        }
    }

    public void Dispose() => _directory.Dispose();

    private static async Task ChurnAsync(EmbeddedStore store, int changes)
    {
        var value = new byte[1500];
        var transaction = new Transaction { Success = [Operation.Put("/registry/leases/kube-system/one", value)] };
        for (int done = 0; done < changes; done += 100)
        {
            await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => store.CommitAsync(transaction, Cancel).AsTask()));
        }
    }
}
