using System.Security.Cryptography;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Errors;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Storage.Tests.Embedded;

/// <summary>A disk without room, or that takes nothing at all.</summary>
[Trait("Category", "Node")]
public sealed class FullDiskTests : IDisposable
{
    private const int Ballast = 2 << 20;
    private const int ValueSize = 32 << 10;

    private readonly SmallDisk _disk = new(megabytes: 8);

    private string BallastFile => Path.Combine(_disk.Path, "ballast");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task FullDisk_RefusesWrites_AnswersReads_AndGoesOnWhenThereIsRoom()
    {
        File.WriteAllBytes(BallastFile, RandomNumberGenerator.GetBytes(Ballast));
        var acknowledged = 0;
        await using (EmbeddedStore store = Open())
        {
            StoreException refusal = await Assert.ThrowsAnyAsync<StoreException>(async () =>
            {
                while (true)
                {
                    await PutAsync(store, acknowledged);
                    acknowledged++;
                }
            });
            Assert.Contains("full", refusal.Message, StringComparison.Ordinal);
            await Assert.ThrowsAnyAsync<StoreException>(() => PutAsync(store, acknowledged));
            Assert.Equal(acknowledged, await CountAsync(store));

            File.Delete(BallastFile);
            await PutAsync(store, acknowledged++);
            Assert.Equal(acknowledged, await CountAsync(store));
        }

        await using EmbeddedStore again = Open();
        Assert.Equal(acknowledged, await CountAsync(again));
    }

    [Fact]
    public async Task StoreOnAFullDisk_SaysWhatToDo_AndOpensWhenThereIsRoom()
    {
        await using (EmbeddedStore store = Open())
        {
            await PutAsync(store, 0);
            File.WriteAllBytes(BallastFile, RandomNumberGenerator.GetBytes(4 << 20));
            await Assert.ThrowsAnyAsync<StoreException>(async () =>
            {
                for (var i = 1; ; i++)
                {
                    await PutAsync(store, i);
                }
            });
        }

        StoreFullException error = Assert.Throws<StoreFullException>(() => Open());
        Assert.Contains("make room", error.Message, StringComparison.Ordinal);
        File.Delete(BallastFile);
        await using EmbeddedStore again = Open();
        Assert.True(await CountAsync(again) >= 1);
    }

    [Fact]
    public async Task ReadOnlyDisk_SaysSo()
    {
        await using (EmbeddedStore store = Open())
        {
            await PutAsync(store, 0);
        }

        _disk.MakeReadOnly();
        StoreUnavailableException error = Assert.Throws<StoreUnavailableException>(() => Open());
        Assert.Contains("Read-only file system", error.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _disk.Dispose();

    private EmbeddedStore Open() =>
        EmbeddedStore.Open(new EmbeddedStoreOptions { Directory = Path.Combine(_disk.Path, "store") }, TimeProvider.System, NullLogger<EmbeddedStore>.Instance);

    /// <summary>What cannot be made smaller by anybody.</summary>
    private static async Task PutAsync(EmbeddedStore store, int number) =>
        await store.CommitAsync(new Transaction { Success = [Operation.Put($"/a/{number:d6}", RandomNumberGenerator.GetBytes(ValueSize))] }, Cancel);

    private static async Task<long> CountAsync(EmbeddedStore store) => (await store.RangeAsync(new RangeRequest(KeyRange.Prefix("/a/")), Cancel)).KeyValues.Count;
}
