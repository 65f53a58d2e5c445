using Prometheus;

namespace KubeSharp.Client.WorkQueues;

/// <summary>The workqueue_* series of one queue, under upstream's names.</summary>
internal sealed class WorkQueueMetrics(string name)
{
    private static readonly double[] Buckets = Histogram.ExponentialBuckets(10e-9, 10, 12);

    private static readonly Gauge DepthGauge = Metrics.CreateGauge("workqueue_depth", "Current depth of workqueue", "name");
    private static readonly Counter AddsCounter = Metrics.CreateCounter("workqueue_adds_total", "Total number of adds handled by workqueue", "name");
    private static readonly Counter RetriesCounter = Metrics.CreateCounter("workqueue_retries_total", "Total number of retries handled by workqueue", "name");

    private static readonly Histogram WaitHistogram = Metrics.CreateHistogram(
        "workqueue_queue_duration_seconds",
        "How long in seconds an item stays in workqueue before being requested.",
        ["name"],
        new HistogramConfiguration { Buckets = Buckets });

    private static readonly Histogram WorkHistogram = Metrics.CreateHistogram(
        "workqueue_work_duration_seconds",
        "How long in seconds processing an item from workqueue takes.",
        ["name"],
        new HistogramConfiguration { Buckets = Buckets });

    public Gauge.Child Depth { get; } = DepthGauge.WithLabels(name);

    public Counter.Child Adds { get; } = AddsCounter.WithLabels(name);

    public Counter.Child Retries { get; } = RetriesCounter.WithLabels(name);

    public Histogram.Child Waited { get; } = WaitHistogram.WithLabels(name);

    public Histogram.Child Worked { get; } = WorkHistogram.WithLabels(name);
}
