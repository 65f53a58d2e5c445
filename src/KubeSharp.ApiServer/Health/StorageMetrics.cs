using KubeSharp.ApiServer.Handlers;
using Prometheus;

namespace KubeSharp.ApiServer.Health;

/// <summary>How many objects there are of each resource, counted when the metrics are read.</summary>
internal sealed class StorageMetrics(CollectorRegistry registry, ResourceEndpoints endpoints)
{
    private readonly Gauge _byResource = Metrics.WithCustomRegistry(registry).CreateGauge(
        "apiserver_storage_objects", "Number of stored objects at the time of last check split by kind.", "resource");

    private readonly Gauge _byGroup = Metrics.WithCustomRegistry(registry).CreateGauge(
        "apiserver_resource_objects", "Number of stored objects at the time of last check split by kind.", "group", "resource");

    public void Update()
    {
        foreach (var endpoint in endpoints.All.Where(endpoint => endpoint.IsStored).DistinctBy(endpoint => endpoint.Store))
        {
            var resource = endpoint.Resource;
            _byResource.WithLabels(resource.QualifiedName).Set(endpoint.Store.Count);
            _byGroup.WithLabels(resource.Group, resource.Name).Set(endpoint.Store.Count);
        }
    }
}
