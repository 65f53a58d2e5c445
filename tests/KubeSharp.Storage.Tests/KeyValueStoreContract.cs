using System.Text;

namespace KubeSharp.Storage.Tests;

/// <summary>What every store promises. Nothing here knows which store it is.</summary>
public abstract partial class KeyValueStoreContract : IAsyncDisposable
{
    private IKeyValueStore? _store;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

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
