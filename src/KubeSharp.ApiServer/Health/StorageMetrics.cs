using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.Storage;
using KubeSharp.Storage.Errors;
using Prometheus;

namespace KubeSharp.ApiServer.Health;

/// <summary>Upstream's metrics of stored objects and of the cache. They are known anyway, and become series only when somebody reads them.</summary>
internal sealed class StorageMetrics
{
    private const string Cluster = "etcd-0";

    private static readonly TimeSpan SizeTimeout = TimeSpan.FromSeconds(1);
    private static readonly string[] GroupAndResource = ["group", "resource"];

    private readonly ResourceEndpoints _endpoints;
    private readonly IKeyValueStore _store;
    private readonly TimeProvider _time;
    private readonly Gauge _byResource;
    private readonly Gauge _byGroup;
    private readonly Gauge _size;
    private readonly Gauge _capacity;
    private readonly Gauge _revision;
    private readonly IReadOnlyList<(Counter Series, Func<ResourceCounts, long> Count)> _counters;

    // Resources that were there the last time.
    private HashSet<ApiResource> _shown = [];

    public StorageMetrics(CollectorRegistry registry, ResourceEndpoints endpoints, IKeyValueStore store, TimeProvider time)
    {
        (_endpoints, _store, _time) = (endpoints, store, time);
        var factory = Metrics.WithCustomRegistry(registry);
        _byResource = factory.CreateGauge("apiserver_storage_objects", "Stored objects, by resource and group in one word.", "resource");
        _byGroup = factory.CreateGauge("apiserver_resource_objects", "Stored objects.", GroupAndResource);
        _size = factory.CreateGauge("apiserver_storage_size_bytes", "Bytes that the store has allocated on disk.", "storage_cluster_id");
        _capacity = factory.CreateGauge("apiserver_watch_cache_capacity", "Recent events that there is room for.", GroupAndResource);
        _revision = factory.CreateGauge("apiserver_watch_cache_resource_version", "The revision that the cache has reached.", GroupAndResource);

        (Counter Series, Func<ResourceCounts, long> Count) Of(string name, string help, Func<ResourceCounts, long> count) =>
            (factory.CreateCounter(name, help, GroupAndResource), count);

        _counters =
        [
            Of("apiserver_watch_cache_events_received_total", "Changes that the cache has had from the store.", static counts => counts.Events),
            Of("apiserver_watch_cache_events_dispatched_total", "Changes that the cache has offered to its watches.", static counts => counts.Events),
            Of("apiserver_watch_cache_initializations_total", "Complete reads of a resource into the cache.", static counts => counts.Loads),
            Of("apiserver_terminated_watchers_total", "Watches that were ended because they were too slow.", static counts => counts.LateWatchers),
            Of("apiserver_cache_list_total", "Lists that the cache has answered.", static counts => counts.Lists),
            Of("apiserver_cache_list_fetched_objects_total", "Objects that these lists went through.", static counts => counts.Fetched),
            Of("apiserver_cache_list_returned_objects_total", "Objects that these lists returned.", static counts => counts.Returned),
        ];
    }

    public async ValueTask UpdateAsync(CancellationToken cancellationToken)
    {
        var shown = new HashSet<ApiResource>();
        foreach (var store in _endpoints.All.Where(endpoint => endpoint.IsStored).Select(endpoint => endpoint.Store).Distinct())
        {
            shown.Add(store.Resource.Resource);
            Show(store);
        }

        foreach (var gone in _shown.Except(shown))
        {
            Remove(gone);
        }

        _shown = shown;
        await UpdateSizeAsync(cancellationToken).ConfigureAwait(false);
    }

    private void Show(ResourceStore store)
    {
        var resource = store.Resource.Resource;
        string[] labels = [resource.Group, resource.Name];
        _byResource.WithLabels(resource.QualifiedName).Set(store.Count);
        _byGroup.WithLabels(labels).Set(store.Count);
        _capacity.WithLabels(labels).Set(store.State.EventCapacity);
        _revision.WithLabels(labels).Set(store.CacheRevision);
        foreach (var (series, count) in _counters)
        {
            // Most resources are quiet.
            if (count(store.Counts) is > 0 and var value)
            {
                series.WithLabels(labels).IncTo(value);
            }
        }
    }

    private void Remove(ApiResource resource)
    {
        string[] labels = [resource.Group, resource.Name];
        _byResource.RemoveLabelled(resource.QualifiedName);
        _byGroup.RemoveLabelled(labels);
        _capacity.RemoveLabelled(labels);
        _revision.RemoveLabelled(labels);
        foreach (var (series, _) in _counters)
        {
            series.RemoveLabelled(labels);
        }
    }

    private async ValueTask UpdateSizeAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(SizeTimeout, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            var status = await _store.GetStatusAsync(either.Token).ConfigureAwait(false);
            _size.WithLabels(Cluster).Set(status.DatabaseSize);
        }
        catch (Exception e) when (e is StoreException || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            // The last known size stands.
        }
    }
}
