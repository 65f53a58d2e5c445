using System.Collections.Concurrent;
using KubeSharp.Api;
using Prometheus;

namespace KubeSharp.ApiServer.Http.Watches;

/// <summary>Upstream's metrics of watch events. They are counted per resource and become series when somebody reads them.</summary>
internal sealed class WatchMetrics
{
    private static readonly string[] Labels = ["group", "version", "resource"];

    private readonly ConcurrentDictionary<(string Group, string Version, string Resource), EventSizes> _sizes = new();
    private readonly Counter _events;
    private readonly Histogram _bytes;

    public WatchMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _events = factory.CreateCounter("apiserver_watch_events_total", "Events sent to watches.", Labels);
        _bytes = factory.CreateHistogram(
            "apiserver_watch_events_sizes", "Bytes of events sent to watches.", Labels, new HistogramConfiguration { Buckets = EventSizes.Bounds });
    }

    /// <summary>The counts of a resource. All its watches share them.</summary>
    public EventSizes Of(ApiResource resource) => _sizes.GetOrAdd((resource.Group, resource.Version, resource.Name), static _ => new EventSizes());

    public void Update()
    {
        foreach (var ((group, version, resource), sizes) in _sizes)
        {
            var sent = sizes.MoveTo(_bytes.WithLabels(group, version, resource));
            _events.WithLabels(group, version, resource).Inc(sent);
        }
    }
}
