using Prometheus;

namespace KubeSharp.Kubelet;

/// <summary>The kubelet's metrics, by upstream's names.</summary>
internal static class KubeletMetrics
{
    public static readonly Histogram PlegRelistDuration = Metrics.CreateHistogram(
        "kubelet_pleg_relist_duration_seconds", "Duration in seconds for relisting pods in PLEG.");

    public static readonly Histogram PodStartDuration = Metrics.CreateHistogram(
        "kubelet_pod_start_duration_seconds", "Duration in seconds from kubelet seeing a pod for the first time to the pod starting to run.");

    public static readonly Histogram PodWorkerDuration = Metrics.CreateHistogram(
        "kubelet_pod_worker_duration_seconds", "Duration in seconds to sync a single pod, by operation type.", "operation_type");

    public static readonly Counter StartedPods = Metrics.CreateCounter(
        "kubelet_started_pods_total", "Cumulative number of pods started.");

    public static readonly Counter StartedPodsErrors = Metrics.CreateCounter(
        "kubelet_started_pods_errors_total", "Cumulative number of errors when starting pods.");

    public static readonly Counter StartedContainers = Metrics.CreateCounter(
        "kubelet_started_containers_total", "Cumulative number of containers started.", "container_type");

    public static readonly Counter StartedContainersErrors = Metrics.CreateCounter(
        "kubelet_started_containers_errors_total", "Cumulative number of errors when starting containers.", "container_type", "code");

    public static readonly Counter Evictions = Metrics.CreateCounter(
        "kubelet_evictions", "Cumulative number of pod evictions by eviction signal.", "eviction_signal");

    public static readonly Gauge RunningPods = Metrics.CreateGauge(
        "kubelet_running_pods", "Number of pods that have a running pod sandbox.");

    public static readonly Gauge RunningContainers = Metrics.CreateGauge(
        "kubelet_running_containers", "Number of containers currently running.", "container_state");

    public static readonly Gauge DesiredPods = Metrics.CreateGauge(
        "kubelet_desired_pods", "The number of pods the kubelet is being instructed to run.", "static");

    public static readonly Gauge NodeName = Metrics.CreateGauge("kubelet_node_name", "The node's name. The count is always 1.", "node");

    public static readonly Counter ProbeResults = Metrics.CreateCounter(
        "prober_probe_total", "Cumulative number of a liveness, readiness or startup probe for a container by result.",
        "probe_type", "result", "container", "pod", "namespace", "pod_uid");
}
