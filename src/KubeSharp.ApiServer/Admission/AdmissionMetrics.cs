using Prometheus;

namespace KubeSharp.ApiServer.Admission;

/// <summary>Upstream's apiserver_admission_* metrics of plugins and phases.</summary>
internal sealed class AdmissionMetrics
{
    private static readonly double[] Buckets = [0.005, 0.025, 0.1, 0.5, 1.0, 2.5];

    private readonly Histogram _plugins;
    private readonly Histogram _phases;

    public AdmissionMetrics(CollectorRegistry registry)
    {
        var factory = Metrics.WithCustomRegistry(registry);
        _plugins = factory.CreateHistogram(
            "apiserver_admission_controller_admission_duration_seconds", "Seconds that an admission plugin took.",
            ["name", "type", "operation", "rejected"], new HistogramConfiguration { Buckets = Buckets });
        _phases = factory.CreateHistogram(
            "apiserver_admission_step_admission_duration_seconds", "Seconds that all admission plugins of a phase took.",
            ["type", "operation", "rejected"], new HistogramConfiguration { Buckets = Buckets });
    }

    /// <param name="plugin">Its name.</param>
    /// <param name="type">admit or validate.</param>
    /// <param name="operation">What the request does.</param>
    public AdmissionSeries OfPlugin(string plugin, string type, AdmissionOperation operation) =>
        new(rejected => _plugins.WithLabels(plugin, type, Word(operation), rejected));

    /// <param name="type">admit or validate.</param>
    /// <param name="operation">What the request does.</param>
    public AdmissionSeries OfPhase(string type, AdmissionOperation operation) =>
        new(rejected => _phases.WithLabels(type, Word(operation), rejected));

    private static string Word(AdmissionOperation operation) => operation.ToString().ToUpperInvariant();
}
