using KubeSharp.Api;
using Prometheus;

namespace KubeSharp.ApiServer.Cache.Feed;

/// <summary>What is asked of the store for one resource, under upstream's etcd_* metrics; embedded or not, it is their etcd.</summary>
internal sealed class StoreOperations(ApiResource resource, TimeProvider time)
{
    private static readonly string[] Labels = ["operation", "group", "resource"];

    private static readonly Histogram Seconds = Metrics.CreateHistogram(
        "etcd_request_duration_seconds", "Seconds that the store took.", Labels,
        new HistogramConfiguration
        {
            Buckets = [0.005, 0.025, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 1.0, 1.25, 1.5, 2, 3, 4, 5, 6, 8, 10, 15, 20, 30, 45, 60],
        });

    private static readonly Counter Requests = Metrics.CreateCounter("etcd_requests_total", "Requests to the store.", Labels);
    private static readonly Counter Errors = Metrics.CreateCounter("etcd_request_errors_total", "Requests to the store that failed.", Labels);

    private StoreOperation? _get;
    private StoreOperation? _list;
    private StoreOperation? _create;
    private StoreOperation? _update;
    private StoreOperation? _delete;

    public StoreOperation Get => _get ??= Of("get");

    public StoreOperation List => _list ??= Of("list");

    public StoreOperation Create => _create ??= Of("create");

    public StoreOperation Update => _update ??= Of("update");

    public StoreOperation Delete => _delete ??= Of("delete");

    /// <summary>Made when first needed: most resources are never written, and a series costs memory and room in every scrape.</summary>
    private StoreOperation Of(string operation)
    {
        string[] labels = [operation, resource.Group, resource.Name];
        return new StoreOperation(
            "store " + operation, resource.QualifiedName, Requests.WithLabels(labels), Errors.WithLabels(labels), Seconds.WithLabels(labels), time);
    }
}
