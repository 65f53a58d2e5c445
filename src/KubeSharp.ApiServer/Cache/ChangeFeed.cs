using KubeSharp.Api;
using KubeSharp.ApiServer.Cache.Watching;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// Hands every object of a resource, and then every change, to somebody who keeps an index of his own. After a gap in the watch
/// everything is handed over again, and what has gone meanwhile is removed.
/// </summary>
internal sealed class ChangeFeed(ResourceStore store, Action<ApiObject> changed, Action<ApiObject> removed, TimeProvider time)
{
    private static readonly TimeSpan RetryInterval = TimeSpan.FromSeconds(1);

    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Dictionary<string, Entry> _known = [];

    /// <summary>Completes when the first state has been handed over.</summary>
    public Task Synced => _synced.Task;

    /// <summary>Hands the present state over at once, for those who must not answer before they know it. Only before <see cref="RunAsync"/>.</summary>
    public void Prime()
    {
        TakeOver(store.List(""));
        _synced.TrySetResult();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await FollowAsync(cancellationToken);
                cancellationToken.ThrowIfCancellationRequested();
            }
            catch (ApiException)
            {
                // The store is out of reach, which the cache reports.
                await Task.Delay(RetryInterval, time, cancellationToken);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        var revision = TakeOver(store.List(""));
        _synced.TrySetResult();
        using var watcher = await store.WatchAsync(new WatchStart { Revision = revision }, ListAt.Any, cancellationToken);
        await foreach (var item in watcher.ReadAllAsync(cancellationToken))
        {
            if (item.Type == WatchEventType.Error)
            {
                return;
            }

            Apply(item);
        }
    }

    private long TakeOver(ListSnapshot snapshot)
    {
        var next = new Dictionary<string, Entry>();
        foreach (var entry in snapshot)
        {
            next.Add(entry.Key, entry);
            if (!_known.Remove(entry.Key, out var before) || before.Revision != entry.Revision)
            {
                Hand(changed, entry);
            }
        }

        foreach (var gone in _known.Values)
        {
            Hand(removed, gone);
        }

        _known = next;
        return snapshot.Revision;
    }

    /// <summary>One object that cannot be decoded must not keep the index from following the others; reading it shows the error.</summary>
    private static void Hand(Action<ApiObject> target, Entry entry)
    {
        try
        {
            target(entry.Object);
        }
        catch (DecodeException)
        {
        }
    }

    private void Apply(WatchItem item)
    {
        switch (item.Type)
        {
            case WatchEventType.Added or WatchEventType.Modified:
                _known[item.Entry!.Key] = item.Entry;
                Hand(changed, item.Entry);
                break;
            case WatchEventType.Deleted:
                _known.Remove(item.Entry!.Key);
                Hand(removed, item.Entry);
                break;
        }
    }
}
