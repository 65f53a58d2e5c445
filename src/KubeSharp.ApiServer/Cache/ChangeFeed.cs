using KubeSharp.Api;
using KubeSharp.ApiServer.Cache.Watching;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// Hands every object of a resource, and then every change, to somebody who keeps an index of his own. After a gap in the watch
/// everything is handed over again, and what has gone meanwhile is removed.
/// </summary>
internal sealed class ChangeFeed(ResourceStore store, Action<ApiObject> changed, Action<ApiObject> removed)
{
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
            var revision = TakeOver(store.List(""));
            _synced.TrySetResult();
            using var watcher = await store.WatchAsync(new WatchStart { Revision = revision }, ListAt.Any, cancellationToken);
            await foreach (var item in watcher.ReadAllAsync(cancellationToken))
            {
                if (item.Type == WatchEventType.Error)
                {
                    break;
                }

                Apply(item);
            }

            cancellationToken.ThrowIfCancellationRequested();
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
                changed(entry.Object);
            }
        }

        foreach (var gone in _known.Values)
        {
            removed(gone.Object);
        }

        _known = next;
        return snapshot.Revision;
    }

    private void Apply(WatchItem item)
    {
        switch (item.Type)
        {
            case WatchEventType.Added or WatchEventType.Modified:
                _known[item.Entry!.Key] = item.Entry;
                changed(item.Entry.Object);
                break;
            case WatchEventType.Deleted:
                _known.Remove(item.Entry!.Key);
                removed(item.Entry.Object);
                break;
        }
    }
}
