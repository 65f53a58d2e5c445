using System.Buffers;

namespace KubeSharp.Kubelet.Stats;

/// <summary>/metrics/resource: the few figures that kubectl top and autoscaling are made from.</summary>
internal static class ResourceMetricsText
{
    private const double NanoSeconds = 1e9;

    public static void Write(UsageSummary summary, IBufferWriter<byte> output)
    {
        var text = new MetricsText(output);
        text.Family("container_cpu_usage_seconds_total", "counter", "[STABLE] Cumulative cpu time consumed by the container in core-seconds");
        EachContainer(summary, (pod, container) =>
        {
            if (container.Cpu is { } cpu)
            {
                text.Sample("container_cpu_usage_seconds_total", cpu.UsageCoreNanoSeconds / NanoSeconds, cpu.Time, Labels(pod, container));
            }
        });
        text.Family("container_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the container in bytes");
        EachContainer(summary, (pod, container) =>
        {
            if (container.Memory is { WorkingSet: { } workingSet } memory)
            {
                text.Sample("container_memory_working_set_bytes", workingSet, memory.Time, Labels(pod, container));
            }
        });
        text.Family("container_start_time_seconds", "gauge", "[STABLE] Start time of the container since unix epoch in seconds");
        EachContainer(summary, (pod, container) => text.Sample(
            "container_start_time_seconds", container.StartTime.ToUnixTimeMilliseconds() / 1000.0, null, Labels(pod, container)));
        WriteNode(summary.Node, text);
        WritePods(summary, text);
        text.Family("resource_scrape_error", "gauge", "[STABLE] 1 if there was an error while getting container metrics, 0 otherwise");
        text.Sample("resource_scrape_error", 0, null);
    }

    private static void WriteNode(NodeUsage node, MetricsText text)
    {
        text.Family("node_cpu_usage_seconds_total", "counter", "[STABLE] Cumulative cpu time consumed by the node in core-seconds");
        text.Sample("node_cpu_usage_seconds_total", node.Cpu.UsageCoreNanoSeconds / NanoSeconds, node.Cpu.Time);
        text.Family("node_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the node in bytes");
        text.Sample("node_memory_working_set_bytes", node.Memory.WorkingSet ?? 0, node.Memory.Time);
    }

    private static void WritePods(UsageSummary summary, MetricsText text)
    {
        text.Family("pod_cpu_usage_seconds_total", "counter", "[STABLE] Cumulative cpu time consumed by the pod in core-seconds");
        foreach (var pod in summary.Pods)
        {
            if (pod.Cpu is { } cpu)
            {
                text.Sample("pod_cpu_usage_seconds_total", cpu.UsageCoreNanoSeconds / NanoSeconds, cpu.Time, ("namespace", pod.Namespace), ("pod", pod.Name));
            }
        }

        text.Family("pod_memory_working_set_bytes", "gauge", "[STABLE] Current working set of the pod in bytes");
        foreach (var pod in summary.Pods)
        {
            if (pod.Memory is { WorkingSet: { } workingSet } memory)
            {
                text.Sample("pod_memory_working_set_bytes", workingSet, memory.Time, ("namespace", pod.Namespace), ("pod", pod.Name));
            }
        }
    }

    private static void EachContainer(UsageSummary summary, Action<PodUsage, ContainerUsage> write)
    {
        foreach (var pod in summary.Pods)
        {
            foreach (var container in pod.Containers)
            {
                write(pod, container);
            }
        }
    }

    private static (string, string)[] Labels(PodUsage pod, ContainerUsage container) =>
        [("container", container.Name), ("namespace", pod.Namespace), ("pod", pod.Name)];
}
