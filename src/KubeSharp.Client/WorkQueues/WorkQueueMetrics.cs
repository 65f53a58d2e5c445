using System.Collections.Concurrent;
using Prometheus;

namespace KubeSharp.Client.WorkQueues;

/// <summary>The workqueue_* series of one queue, under upstream's names.</summary>
internal sealed class WorkQueueMetrics : IDisposable
{
    /// <summary>Queues in use; asked when the metrics are read.</summary>
    private static readonly ConcurrentDictionary<WorkQueueMetrics, bool> Queues = new();

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

    private static readonly Gauge UnfinishedGauge = Metrics.CreateGauge(
        "workqueue_unfinished_work_seconds", "Seconds that the items in work have been there, added up.", "name");

    private static readonly Gauge LongestGauge = Metrics.CreateGauge(
        "workqueue_longest_running_processor_seconds", "Seconds that the oldest item in work has been there.", "name");

    private readonly string _name;
    private readonly Func<IReadOnlyList<TimeSpan>> _inWork;

    static WorkQueueMetrics() => Metrics.DefaultRegistry.AddBeforeCollectCallback(static () =>
    {
        foreach (var (queue, _) in Queues)
        {
            queue.ShowWork();
        }
    });

    /// <param name="name">The queue's.</param>
    /// <param name="inWork">How long the items that workers have are there.</param>
    public WorkQueueMetrics(string name, Func<IReadOnlyList<TimeSpan>> inWork)
    {
        (_name, _inWork) = (name, inWork);
        Depth = DepthGauge.WithLabels(name);
        Adds = AddsCounter.WithLabels(name);
        Retries = RetriesCounter.WithLabels(name);
        Waited = WaitHistogram.WithLabels(name);
        Worked = WorkHistogram.WithLabels(name);
        Queues.TryAdd(this, true);
    }

    public Gauge.Child Depth { get; }

    public Counter.Child Adds { get; }

    public Counter.Child Retries { get; }

    public Histogram.Child Waited { get; }

    public Histogram.Child Worked { get; }

    public void Dispose() => Queues.TryRemove(this, out _);

    private void ShowWork()
    {
        var times = _inWork();
        UnfinishedGauge.WithLabels(_name).Set(times.Sum(static time => time.TotalSeconds));
        LongestGauge.WithLabels(_name).Set(times.Select(static time => time.TotalSeconds).DefaultIfEmpty().Max());
    }
}
