using System.Globalization;
using Prometheus;

namespace KubeSharp.Scheduler;

/// <summary>Metrics under kube-scheduler's names.</summary>
internal static class SchedulerMetrics
{
    private const int MostAttemptsTold = 15;

    private static readonly Counter Attempts = Metrics.CreateCounter(
        "scheduler_schedule_attempts_total", "Attempts to place pods, by result", "result", "profile");

    private static readonly Histogram AttemptDuration = Metrics.CreateHistogram(
        "scheduler_scheduling_attempt_duration_seconds",
        "Seconds from when a pod was taken up until it was bound or refused",
        ["result", "profile"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15) });

    private static readonly Histogram AttemptsOfPod = Metrics.CreateHistogram(
        "scheduler_pod_scheduling_attempts", "Attempts that it took to place a pod", new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(1, 2, 5) });

    private static readonly Histogram PodDuration = Metrics.CreateHistogram(
        "scheduler_pod_scheduling_sli_duration_seconds", "Seconds from when a pod was first taken up until it was bound", ["attempts"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.01, 2, 20) });

    private static readonly Histogram ExtensionPoints = Metrics.CreateHistogram(
        "scheduler_framework_extension_point_duration_seconds", "Seconds that all plugins of an extension point took",
        ["extension_point", "status", "profile"], new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0001, 2, 12) });

    private static readonly Counter Incoming = Metrics.CreateCounter(
        "scheduler_queue_incoming_pods_total", "Pods that came into a queue, by what brought them there", "queue", "event");

    public static readonly Histogram Duration = Metrics.CreateHistogram(
        "scheduler_scheduling_algorithm_duration_seconds",
        "Seconds that finding a node took",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15) });

    public static readonly Counter PreemptionAttempts = Metrics.CreateCounter(
        "scheduler_preemption_attempts_total", "Attempts to make room for a pod");

    public static readonly Histogram PreemptionVictims = Metrics.CreateHistogram(
        "scheduler_preemption_victims", "Pods that had to leave for another", new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(1, 2, 7) });

    public static readonly Gauge Pending = Metrics.CreateGauge("scheduler_pending_pods", "Waiting pods, by queue", "queue");

    /// <param name="result">scheduled, unschedulable or error.</param>
    /// <param name="profile">Name of the scheduler.</param>
    /// <param name="took">The time since the pod was taken up.</param>
    public static void Attempted(string result, string profile, TimeSpan took)
    {
        Attempts.WithLabels(result, profile).Inc();
        AttemptDuration.WithLabels(result, profile).Observe(took.TotalSeconds);
    }

    /// <param name="attempts">How many it took.</param>
    /// <param name="took">Since the first one.</param>
    public static void Placed(int attempts, TimeSpan took)
    {
        AttemptsOfPod.Observe(attempts);
        var told = attempts >= MostAttemptsTold ? $"{MostAttemptsTold}+" : attempts.ToString(CultureInfo.InvariantCulture);
        PodDuration.WithLabels(told).Observe(took.TotalSeconds);
    }

    /// <param name="point">Filter, Score, Bind, …</param>
    /// <param name="status">Success, Unschedulable or Error.</param>
    /// <param name="profile">Name of the scheduler.</param>
    /// <param name="took">The time.</param>
    public static void Ran(string point, string status, string profile, TimeSpan took) =>
        ExtensionPoints.WithLabels(point, status, profile).Observe(took.TotalSeconds);

    /// <param name="queue">active, backoff, unschedulable or gated.</param>
    /// <param name="cause">PodAdd, ScheduleAttemptFailure, BackoffComplete, UnschedulableTimeout or what happened in the cluster.</param>
    public static void Entered(string queue, string cause) => Incoming.WithLabels(queue, cause).Inc();
}
