using Prometheus;

namespace KubeSharp.Scheduler;

/// <summary>Metrics under kube-scheduler's names.</summary>
internal static class SchedulerMetrics
{
    private static readonly Counter Attempts = Metrics.CreateCounter(
        "scheduler_schedule_attempts_total", "Attempts to place pods, by result", "result", "profile");

    private static readonly Histogram AttemptDuration = Metrics.CreateHistogram(
        "scheduler_scheduling_attempt_duration_seconds",
        "Seconds from when a pod was taken up until it was bound or refused",
        ["result", "profile"],
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15) });

    public static readonly Histogram Duration = Metrics.CreateHistogram(
        "scheduler_scheduling_algorithm_duration_seconds",
        "Seconds that finding a node took",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.000001, 4, 12) });

    public static readonly Histogram BindingDuration = Metrics.CreateHistogram(
        "scheduler_binding_duration_seconds",
        "Seconds that writing a binding took",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.0005, 2, 14) });

    public static readonly Counter PreemptionAttempts = Metrics.CreateCounter(
        "scheduler_preemption_attempts_total", "Attempts to make room for a pod");

    public static readonly Counter PreemptionVictims = Metrics.CreateCounter(
        "scheduler_preemption_victims_total", "Pods that had to leave for others");

    public static readonly Gauge Pending = Metrics.CreateGauge("scheduler_pending_pods", "Waiting pods, by queue", "queue");

    /// <param name="result">scheduled, unschedulable or error.</param>
    /// <param name="profile">Name of the scheduler.</param>
    /// <param name="took">The time since the pod was taken up.</param>
    public static void Attempted(string result, string profile, TimeSpan took)
    {
        Attempts.WithLabels(result, profile).Inc();
        AttemptDuration.WithLabels(result, profile).Observe(took.TotalSeconds);
    }
}
