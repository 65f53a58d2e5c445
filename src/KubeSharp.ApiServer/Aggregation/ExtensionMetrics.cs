using Prometheus;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>Upstream's metrics of extension servers that are not available.</summary>
internal sealed class ExtensionMetrics(CollectorRegistry registry)
{
    private readonly Gauge _unavailable = Metrics.WithCustomRegistry(registry).CreateGauge(
        "aggregator_unavailable_apiservice", "1 while the server of an APIService is not available.", "name");

    private readonly Counter _turns = Metrics.WithCustomRegistry(registry).CreateCounter(
        "aggregator_unavailable_apiservice_total", "How often the server of an APIService became unavailable, by reason.", "name", "reason");

    /// <param name="name">The APIService.</param>
    /// <param name="reason">Why it is not available; null if it is.</param>
    /// <param name="isNews">Whether that has changed.</param>
    public void Checked(string name, string? reason, bool isNews)
    {
        _unavailable.WithLabels(name).Set(reason is null ? 0 : 1);
        if (reason is not null && isNews)
        {
            _turns.WithLabels(name, reason).Inc();
        }
    }

    public void Removed(string name) => _unavailable.RemoveLabelled(name);
}
