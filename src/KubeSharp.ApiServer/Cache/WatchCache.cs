using KubeSharp.Api;
using KubeSharp.ApiServer.Cache.Feed;
using KubeSharp.ApiServer.Cache.Forms;
using KubeSharp.Storage;
using KubeSharp.Storage.Collections;
using KubeSharp.Storage.Errors;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Cache;

/// <summary>
/// Feeds all resources from one watch of the store, so that writes of other API servers arrive like our own.
/// </summary>
/// <remarks>
/// <list type="number">
/// <item>Open the watch, then read every resource; the watch covers what happens in between.</item>
/// <item>Apply each batch to the resources it touches, then publish its revision: whoever sees the revision sees the changes.</item>
/// <item>When the watch breaks, or is too slow for the store's history, begin again; the clients' watches end and come back.</item>
/// </list>
/// </remarks>
public sealed partial class WatchCache(IKeyValueStore store, TimeProvider time, ILogger<WatchCache> logger)
{
    private const long EncodedBytes = 24 << 20;

    private static readonly TimeSpan TickPeriod = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan ProgressPeriod = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryPeriod = TimeSpan.FromSeconds(1);

    /// <summary>Of a read that wants the newest state, which has no deadline of its own: as long as requests may take.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(60);

    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly RevisionWaiters _waiters = new();

    // Held while a batch is applied, and while a resource that joins late is brought to the same revision.
    private readonly Lock _applying = new();
    private readonly Dictionary<ResourceStore, List<KeyEvent>> _joining = [];
    private readonly Dictionary<ResourceStore, List<KeyEvent>> _batch = [];
    private volatile ResourceRoutes _routes = ResourceRoutes.Empty;
    private volatile bool _loaded;
    private volatile ITimer? _progress;

    /// <summary>All changes up to this revision are in the cache.</summary>
    public long Revision => _waiters.Revision;

    /// <summary>Completes when every resource has been read for the first time.</summary>
    public Task Ready => _ready.Task;

    internal EncodingBudget Budget { get; } = new(EncodedBytes);

    internal RecentObjects Recent { get; } = new();

    /// <summary>How resources are stored, where that is not as they are; set before the first is added.</summary>
    internal Func<ApiResource, IStoredForm?> FormOf { get; init; } = static _ => null;

    internal LeaseReuse Leases { get; } = new(store, time);

    /// <summary>Adds a resource. While the cache runs, it is complete when the task completes.</summary>
    public ValueTask<ResourceStore> AddAsync(StoredResource resource, CancellationToken cancellationToken) =>
        AddAsync(resource, replaced: null, cancellationToken);

    /// <summary>
    /// Adds a resource in the place of one with the same keys. That one keeps the state it has; <see cref="EndWatches"/> when nobody asks it any more.
    /// </summary>
    public async ValueTask<ResourceStore> AddAsync(StoredResource resource, ResourceStore? replaced, CancellationToken cancellationToken)
    {
        var added = new ResourceStore(resource, store, this, time);
        lock (_applying)
        {
            _routes = (replaced is null ? _routes : _routes.Without(replaced)).With(added);
            if (!_loaded)
            {
                return added;
            }

            _joining.Add(added, []);
        }

        try
        {
            ResourceSnapshot snapshot = await ReadAsync(added, cancellationToken).ConfigureAwait(false);
            lock (_applying)
            {
                added.State.Reset(snapshot);
                added.State.Apply(Math.Max(Revision, snapshot.Revision), _joining[added]);
            }
        }
        finally
        {
            lock (_applying)
            {
                _joining.Remove(added);
            }
        }

        return added;
    }

    /// <summary>Ends the watches of a resource that has been replaced; clients begin anew.</summary>
    public static void EndWatches(ResourceStore replaced) => replaced.State.Reset(replaced.State.Snapshot);

    /// <summary>Forgets a resource and ends its watches; what is stored stays.</summary>
    public void Remove(ResourceStore resource)
    {
        lock (_applying)
        {
            _routes = _routes.Without(resource);
        }

        resource.State.Reset(new ResourceSnapshot(Revision, SortedMap<Entry>.Empty));
    }

    /// <summary>Runs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        ITimer tick = time.CreateTimer(static state => ((WatchCache)state!).Tick(), this, TickPeriod, TickPeriod);
        await using (tick.ConfigureAwait(false))
        {
            try
            {
                while (true)
                {
                    try
                    {
                        await FollowAsync(cancellationToken).ConfigureAwait(false);
                    }
                    catch (CompactedException error)
                    {
                        LogTooSlow(error);
                    }
                    catch (StoreException error)
                    {
                        LogLost(error);
                        await Task.Delay(RetryPeriod, time, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
            finally
            {
                _waiters.Fail(ApiErrors.ServiceUnavailable("the server is shutting down"));
            }
        }
    }

    /// <summary>Waits until the cache has reached a revision.</summary>
    /// <exception cref="ApiException">504: not within the time allowed.</exception>
    internal ValueTask WaitAsync(long revision, TimeSpan most, CancellationToken cancellationToken) =>
        Revision >= revision ? ValueTask.CompletedTask : new ValueTask(WaitSlowAsync(revision, most, cancellationToken));

    /// <summary>Waits until the cache has everything that is in the store now.</summary>
    /// <exception cref="ApiException">503: the store does not answer. 504: it does, but its watch does not get there.</exception>
    internal async ValueTask WaitForLatestAsync(StoreOperation operation, CancellationToken cancellationToken)
    {
        // Any read gives the store's revision; this one is as small as can be.
        var request = new RangeRequest(KeyRange.Single(RegistryPrefix.Root)) { CountOnly = true };
        RangeResult read = await operation.MeasureAsync(store.RangeAsync(request, cancellationToken)).ConfigureAwait(false);
        await WaitAsync(read.Revision, LongestWait, cancellationToken).ConfigureAwait(false);
    }

    private async Task WaitSlowAsync(long revision, TimeSpan most, CancellationToken cancellationToken)
    {
        try
        {
            Task reached = _waiters.WaitAsync(revision);
            if (!reached.IsCompleted)
            {
                _progress?.Change(ProgressPeriod, ProgressPeriod);
            }

            await reached.WaitAsync(most, time, cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw ApiErrors.ResourceVersionTooLarge(revision, Revision, 1);
        }
    }

    private async Task FollowAsync(CancellationToken cancellationToken)
    {
        IKeyWatch watch = await store.WatchAsync(new WatchRequest(KeyRange.Prefix(RegistryPrefix.Root)), cancellationToken).ConfigureAwait(false);
        await using (((IAsyncDisposable)watch).ConfigureAwait(false))
        {
            await LoadAsync(watch.Revision, cancellationToken).ConfigureAwait(false);
            _progress = time.CreateTimer(RequestProgress, watch, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            await using (_progress.ConfigureAwait(false))
            {
                await foreach (WatchResponse response in watch.WithCancellation(cancellationToken).ConfigureAwait(false))
                {
                    if (_routes.HasForms)
                    {
                        await PrepareAsync(response, cancellationToken).ConfigureAwait(false);
                    }

                    Apply(response);
                }
            }
        }
    }

    private async Task LoadAsync(long revision, CancellationToken cancellationToken)
    {
        IReadOnlyList<ResourceStore> stores;
        lock (_applying)
        {
            stores = _routes.All;
            _loaded = true;
        }

        foreach (ResourceStore resource in stores)
        {
            resource.State.Reset(await ReadAsync(resource, cancellationToken).ConfigureAwait(false));
        }

        _waiters.Reach(revision);
        _ready.TrySetResult();
        LogLoaded(stores.Count, revision);
    }

    private async ValueTask<ResourceSnapshot> ReadAsync(ResourceStore resource, CancellationToken cancellationToken)
    {
        RangeResult read = await store.RangeAsync(new RangeRequest(KeyRange.Prefix(resource.Resource.Prefix)), cancellationToken).ConfigureAwait(false);
        SortedMapBuilder<Entry> entries = SortedMap<Entry>.Empty.ToBuilder();
        foreach (KeyValue found in read.KeyValues)
        {
            if (resource.Form is { } form)
            {
                await form.PrepareAsync(found.Value, cancellationToken).ConfigureAwait(false);
            }

            entries.Set(found.Key, resource.MakeEntry(found));
        }

        return new ResourceSnapshot(read.Revision, entries.ToImmutable());
    }

    private async ValueTask PrepareAsync(WatchResponse response, CancellationToken cancellationToken)
    {
        foreach (KeyEvent change in response.Events)
        {
            if (change.Type == KeyEventType.Put && _routes.Find(change.Key)?.Form is { } form)
            {
                await form.PrepareAsync(change.Current.Value, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private void Apply(WatchResponse response)
    {
        lock (_applying)
        {
            foreach (KeyEvent change in response.Events)
            {
                if (_routes.Find(change.Key) is { } resource)
                {
                    if (!_batch.TryGetValue(resource, out List<KeyEvent>? changes))
                    {
                        _batch.Add(resource, changes = []);
                    }

                    changes.Add(change);
                }
            }

            foreach ((ResourceStore resource, List<KeyEvent> changes) in _batch)
            {
                if (_joining.TryGetValue(resource, out List<KeyEvent>? waiting))
                {
                    waiting.AddRange(changes);
                }
                else
                {
                    resource.State.Apply(response.Revision, changes);
                }
            }

            _batch.Clear();
        }

        _waiters.Reach(response.Revision);
    }

    /// <summary>A write elsewhere in the store moves its revision without an event for us; somebody may wait for it.</summary>
    private void RequestProgress(object? watch)
    {
        if (!_waiters.Any)
        {
            _progress?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            if (_waiters.Any)
            {
                _progress?.Change(ProgressPeriod, ProgressPeriod);
            }
        }
        else
        {
            ValueTask request = ((IKeyWatch)watch!).RequestProgressAsync();
            if (!request.IsCompletedSuccessfully)
            {
                // The watch itself ends with the error.
                _ = request.AsTask().ContinueWith(static task => task.Exception, TaskContinuationOptions.OnlyOnFaulted);
            }
        }
    }

    private void Tick()
    {
        Budget.Trim();
        Recent.Clear();
        foreach (ResourceStore resource in _routes.All)
        {
            resource.Tick();
        }
    }
}
