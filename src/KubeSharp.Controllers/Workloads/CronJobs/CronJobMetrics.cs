using Prometheus;

namespace KubeSharp.Controllers.Workloads.CronJobs;

/// <summary>The cronjob_controller_* series, under upstream's names.</summary>
internal static class CronJobMetrics
{
    private static readonly Histogram Skew = Metrics.CreateHistogram(
        "cronjob_controller_job_creation_skew_duration_seconds",
        "Time between when a cronjob is scheduled to be run, and when the corresponding job is created",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(1, 2, 10) });

    public static void Created(TimeSpan late) => Skew.Observe(late.TotalSeconds);
}
