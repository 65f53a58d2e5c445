using Prometheus;

namespace KubeSharp.Proxy;

/// <summary>Metrics under kube-proxy's names and labels.</summary>
internal static class ProxyMetrics
{
    private static readonly string[] ByFamily = ["ip_family"];
    private static readonly HistogramConfiguration Seconds = new() { Buckets = Histogram.ExponentialBuckets(0.001, 2, 15), LabelNames = ByFamily };

    public static readonly Histogram SyncDuration = Metrics.CreateHistogram(
        "kubeproxy_sync_proxy_rules_duration_seconds", "Seconds that one update of the rules took", Seconds);

    public static readonly Histogram FullSyncDuration = Metrics.CreateHistogram(
        "kubeproxy_sync_full_proxy_rules_duration_seconds", "Seconds that writing all rules anew took", Seconds);

    public static readonly Histogram PartialSyncDuration = Metrics.CreateHistogram(
        "kubeproxy_sync_partial_proxy_rules_duration_seconds", "Seconds that writing the rules of changed services took", Seconds);

    public static readonly Histogram NetworkProgramming = Metrics.CreateHistogram(
        "kubeproxy_network_programming_duration_seconds",
        "Seconds from a change of endpoints until the rules follow it",
        new HistogramConfiguration
        {
            Buckets = [0.25, 0.5, .. Histogram.LinearBuckets(1, 1, 59), .. Histogram.LinearBuckets(60, 5, 12), .. Histogram.LinearBuckets(120, 30, 7)],
            LabelNames = ByFamily,
        });

    public static readonly Gauge LastSync = Metrics.CreateGauge(
        "kubeproxy_sync_proxy_rules_last_timestamp_seconds", "Time of the last successful update, in seconds since 1970", ByFamily);

    public static readonly Gauge LastQueued = Metrics.CreateGauge(
        "kubeproxy_sync_proxy_rules_last_queued_timestamp_seconds", "Time when an update was last asked for, in seconds since 1970", ByFamily);

    public static readonly Counter ServiceChanges = Metrics.CreateCounter(
        "kubeproxy_sync_proxy_rules_service_changes_total", "Changes of services that were seen");

    public static readonly Gauge ServiceChangesPending = Metrics.CreateGauge(
        "kubeproxy_sync_proxy_rules_service_changes_pending", "Changes of services that are not written yet");

    public static readonly Counter EndpointChanges = Metrics.CreateCounter(
        "kubeproxy_sync_proxy_rules_endpoint_changes_total", "Changes of endpoints that were seen");

    public static readonly Gauge EndpointChangesPending = Metrics.CreateGauge(
        "kubeproxy_sync_proxy_rules_endpoint_changes_pending", "Changes of endpoints that are not written yet");

    public static readonly Gauge NoLocalEndpoints = Metrics.CreateGauge(
        "kubeproxy_sync_proxy_rules_no_local_endpoints_total",
        "Services whose policy keeps traffic on the node and that have no endpoint there",
        "ip_family",
        "traffic_policy");

    public static readonly Counter NftablesFailures = Metrics.CreateCounter(
        "kubeproxy_sync_proxy_rules_nftables_sync_failures_total", "Updates that nftables refused", ByFamily);

    public static readonly Counter IptablesFailures = Metrics.CreateCounter(
        "kubeproxy_sync_proxy_rules_iptables_restore_failures_total", "Updates that iptables-restore refused", ByFamily);

    public static readonly Counter IptablesPartialFailures = Metrics.CreateCounter(
        "kubeproxy_sync_proxy_rules_iptables_partial_restore_failures_total", "Updates of changed services that iptables-restore refused", ByFamily);

    public static readonly Gauge IptablesRules = Metrics.CreateGauge(
        "kubeproxy_sync_proxy_rules_iptables_total", "Rules that are in place", "table", "ip_family");

    public static readonly Gauge IptablesRulesLast = Metrics.CreateGauge(
        "kubeproxy_sync_proxy_rules_iptables_last", "Rules that the last update wrote", "table", "ip_family");

    public static readonly Counter ConntrackDeleted = Metrics.CreateCounter(
        "kubeproxy_conntrack_reconciler_deleted_entries_total", "Conversations that the kernel was made to forget", ByFamily);

    public static readonly Histogram ConntrackDuration = Metrics.CreateHistogram(
        "kubeproxy_conntrack_reconciler_sync_duration_seconds", "Seconds that looking for stale conversations took", Seconds);

    public static readonly Counter Healthz = Metrics.CreateCounter("kubeproxy_proxy_healthz_total", "Answers of /healthz", "code");

    public static readonly Counter Livez = Metrics.CreateCounter("kubeproxy_proxy_livez_total", "Answers of /livez", "code");
}
