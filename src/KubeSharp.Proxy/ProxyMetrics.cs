using Prometheus;

namespace KubeSharp.Proxy;

/// <summary>Metrics under kube-proxy's names.</summary>
internal static class ProxyMetrics
{
    public static readonly Histogram SyncDuration = Metrics.CreateHistogram(
        "kubeproxy_sync_proxy_rules_duration_seconds",
        "Seconds that one update of the packet filter took",
        new HistogramConfiguration { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15) });

    public static readonly Gauge LastSync = Metrics.CreateGauge(
        "kubeproxy_sync_proxy_rules_last_timestamp_seconds", "Time of the last successful update, in seconds since 1970");

    public static readonly Counter Failures = Metrics.CreateCounter(
        "kubeproxy_sync_proxy_rules_nftables_sync_failures_total", "Updates that the packet filter refused");
}
