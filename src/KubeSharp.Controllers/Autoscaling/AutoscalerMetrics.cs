using Prometheus;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>The horizontal_pod_autoscaler_controller_* series, under upstream's names.</summary>
internal static class AutoscalerMetrics
{
    private static readonly double[] Buckets = Histogram.ExponentialBuckets(0.001, 2, 15);

    private static readonly Counter Reconciliations = Metrics.CreateCounter(
        "horizontal_pod_autoscaler_controller_reconciliations_total",
        "Number of reconciliations of HPA controller. The label 'action' should be either 'scale_down', 'scale_up', or 'none'.",
        "action",
        "error");

    private static readonly Histogram ReconciliationDuration = Metrics.CreateHistogram(
        "horizontal_pod_autoscaler_controller_reconciliation_duration_seconds",
        "The time(seconds) that the HPA controller takes to reconcile once.",
        ["action", "error"],
        new HistogramConfiguration { Buckets = Buckets });

    private static readonly Counter Computations = Metrics.CreateCounter(
        "horizontal_pod_autoscaler_controller_metric_computation_total",
        "Number of metric computations. The label 'action' should be either 'scale_down', 'scale_up', or 'none'.",
        "action",
        "error",
        "metric_type");

    public static void Reconciled(int change, bool failed, TimeSpan took)
    {
        Reconciliations.WithLabels(Action(change), Error(failed)).Inc();
        ReconciliationDuration.WithLabels(Action(change), Error(failed)).Observe(took.TotalSeconds);
    }

    public static void Computed(string type, int change, bool failed) => Computations.WithLabels(Action(change), Error(failed), type).Inc();

    private static string Action(int change) => change switch
    {
        > 0 => "scale_up",
        < 0 => "scale_down",
        _ => "none",
    };

    private static string Error(bool failed) => failed ? "internal" : "none";
}
