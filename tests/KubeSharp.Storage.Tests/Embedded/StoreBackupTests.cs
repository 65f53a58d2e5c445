using System.Text;
using KubeSharp.Storage.Embedded;
using KubeSharp.Storage.Embedded.Backup;
using KubeSharp.Storage.Errors;

namespace KubeSharp.Storage.Tests.Embedded;

public sealed class StoreBackupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly TemporaryDirectory _other = new();
    private readonly TemporaryDirectory _backups = new();

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    private string Backup => Path.Combine(_backups.Path, "backup");

    [Fact]
    public async Task Backup_OfARunningStore_IsTheStateOfOneRevision()
    {
        await using EmbeddedStore store = _directory.Open();
        using var stop = new CancellationTokenSource();
        Task writing = WritePairsAsync(store, stop.Token);
        while (store.CurrentRevision < 50)
        {
            await Task.Yield();
        }

        long revision = await StoreBackup.SaveAsync(_directory.Path, Backup, Cancel);
        await stop.CancelAsync();
        await writing;
        Assert.InRange(revision, 50, store.CurrentRevision);
        await StoreBackup.RestoreAsync(Backup, _other.Path, overwrite: false, Cancel);
        await using EmbeddedStore restored = _other.Open();
        string[] pair = [.. (await restored.RangeAsync(new RangeRequest(KeyRange.Prefix("/pair/")), Cancel)).KeyValues.Select(Text)];
        Assert.Equal([$"{revision}", $"{revision}"], pair);
    }

    [Fact]
    public async Task RestoredStore_GoesOnBehindEverythingThatClientsHaveSeen()
    {
        await using EmbeddedStore store = _directory.Open();
        await PutAsync(store, "/a", "1");
        await StoreBackup.SaveAsync(_directory.Path, Backup, Cancel);
        long lost = await PutAsync(store, "/a", "lost");
        await StoreBackup.RestoreAsync(Backup, _other.Path, overwrite: false, Cancel);
        await using EmbeddedStore restored = _other.Open();
        await Assert.ThrowsAsync<CompactedException>(async () => await restored.RangeAsync(new RangeRequest(KeyRange.All) { Revision = lost }, Cancel));
        Assert.Equal("1", Text(Assert.Single((await restored.RangeAsync(new RangeRequest(KeyRange.All), Cancel)).KeyValues)));
        Assert.True(await PutAsync(restored, "/a", "2") > lost + 1_000_000);
    }

    [Fact]
    public async Task Restore_ReplacesAStoreOnlyIfTold_AndNeverARunningOne()
    {
        await using (EmbeddedStore store = _directory.Open())
        {
            await PutAsync(store, "/a", "1");
            await StoreBackup.SaveAsync(_directory.Path, Backup, Cancel);
            await Assert.ThrowsAsync<StoreUnavailableException>(() => StoreBackup.RestoreAsync(Backup, _directory.Path, overwrite: true, Cancel));
            await PutAsync(store, "/a", "2");
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => StoreBackup.RestoreAsync(Backup, _directory.Path, overwrite: false, Cancel));
        await StoreBackup.RestoreAsync(Backup, _directory.Path, overwrite: true, Cancel);
        await using EmbeddedStore restored = _directory.Open();
        Assert.Equal("1", Text(Assert.Single((await restored.RangeAsync(new RangeRequest(KeyRange.All), Cancel)).KeyValues)));
    }

    [Fact]
    public async Task DamagedBackup_IsRefused_AndTheStoreStays()
    {
        await using (EmbeddedStore store = _directory.Open())
        {
            await PutAsync(store, "/a", "1");
            await StoreBackup.SaveAsync(_directory.Path, Backup, Cancel);
        }

        byte[] bytes = File.ReadAllBytes(Backup);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(Backup, bytes);
        StoreCorruptedException error = await Assert.ThrowsAsync<StoreCorruptedException>(
            () => StoreBackup.RestoreAsync(Backup, _directory.Path, overwrite: true, Cancel));
        Assert.Contains(Backup, error.Message, StringComparison.Ordinal);
        await using EmbeddedStore same = _directory.Open();
        Assert.Equal(2, same.CurrentRevision);
    }

    [Fact]
    public async Task Backup_OfNothing_SaysSo() =>
        await Assert.ThrowsAsync<StoreUnavailableException>(() => StoreBackup.SaveAsync(_directory.Path, Backup, Cancel));

    public void Dispose()
    {
        _directory.Dispose();
        _other.Dispose();
        _backups.Dispose();
    }

    /// <summary>Both keys always have the same value: the revision that wrote them.</summary>
    private static async Task WritePairsAsync(EmbeddedStore store, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            byte[] value = Encoding.UTF8.GetBytes($"{store.CurrentRevision + 1}");
            await store.CommitAsync(new Transaction { Success = [Operation.Put("/pair/a", value), Operation.Put("/pair/b", value)] }, CancellationToken.None);
        }
    }

    private static string Text(KeyValue found) => Encoding.UTF8.GetString(found.Value.Span);

    private static async Task<long> PutAsync(EmbeddedStore store, string key, string value) =>
        (await store.CommitAsync(new Transaction { Success = [Operation.Put(key, Encoding.UTF8.GetBytes(value))] }, Cancel)).Revision;
}
