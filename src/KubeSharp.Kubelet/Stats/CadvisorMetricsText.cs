using System.Buffers;

namespace KubeSharp.Kubelet.Stats;

/// <summary>/metrics/cadvisor: the families of cAdvisor that dashboards use, as far as the runtime and /proc tell them.</summary>
internal static class CadvisorMetricsText
{
    private const double NanoSeconds = 1e9;

    public static void Write(UsageSummary summary, IBufferWriter<byte> output)
    {
        var text = new MetricsText(output);
        Containers(summary, text, "container_cpu_usage_seconds_total", "counter", "Cumulative cpu time consumed in seconds.",
            container => container.Cpu is { } cpu ? (cpu.UsageCoreNanoSeconds / NanoSeconds, cpu.Time) : null, ("cpu", "total"));
        Containers(summary, text, "container_memory_usage_bytes", "gauge", "Current memory usage in bytes, including all memory regardless of when it was accessed",
            container => Memory(container, memory => memory.Usage));
        Containers(summary, text, "container_memory_working_set_bytes", "gauge", "Current working set in bytes.",
            container => Memory(container, memory => memory.WorkingSet));
        Containers(summary, text, "container_memory_rss", "gauge", "Size of RSS in bytes.", container => Memory(container, memory => memory.Rss));
        Containers(summary, text, "container_fs_usage_bytes", "gauge", "Number of bytes that are consumed by the container on this filesystem.",
            container => container.Rootfs is { Used: { } used } fs ? (used, fs.Time) : null);
        Containers(summary, text, "container_start_time_seconds", "gauge", "Start time of the container since unix epoch in seconds.",
            container => (container.StartTime.ToUnixTimeSeconds(), null));
        Networks(summary, text, "container_network_receive_bytes_total", "Cumulative count of bytes received", one => one.RxBytes);
        Networks(summary, text, "container_network_receive_errors_total", "Cumulative count of errors encountered while receiving", one => one.RxErrors);
        Networks(summary, text, "container_network_transmit_bytes_total", "Cumulative count of bytes transmitted", one => one.TxBytes);
        Networks(summary, text, "container_network_transmit_errors_total", "Cumulative count of errors encountered while transmitting", one => one.TxErrors);
        text.Family("machine_cpu_cores", "gauge", "Number of logical CPU cores.");
        text.Sample("machine_cpu_cores", Environment.ProcessorCount, null);
        text.Family("machine_memory_bytes", "gauge", "Amount of memory installed on the machine.");
        text.Sample("machine_memory_bytes", (summary.Node.Memory.Available + summary.Node.Memory.WorkingSet) ?? 0, null);
    }

    private static (double, DateTimeOffset?)? Memory(ContainerUsage container, Func<MemoryStats, long?> value) =>
        container.Memory is { } memory && value(memory) is { } bytes ? (bytes, memory.Time) : null;

    private static void Containers(
        UsageSummary summary,
        MetricsText text,
        string name,
        string type,
        string help,
        Func<ContainerUsage, (double Value, DateTimeOffset? Time)?> value,
        params ReadOnlySpan<(string, string)> more)
    {
        text.Family(name, type, help);
        foreach (var pod in summary.Pods)
        {
            foreach (var container in pod.Containers)
            {
                if (value(container) is { } sample)
                {
                    text.Sample(name, sample.Value, sample.Time, [
                        ("container", container.Name), .. more, ("id", container.Id), ("image", container.Image), ("namespace", pod.Namespace), ("pod", pod.Name)]);
                }
            }
        }
    }

    private static void Networks(UsageSummary summary, MetricsText text, string name, string help, Func<InterfaceStats, long> value)
    {
        text.Family(name, "counter", help);
        foreach (var pod in summary.Pods)
        {
            if (pod.Network is { } network)
            {
                foreach (var one in network.Interfaces)
                {
                    text.Sample(name, value(one), network.Time, ("interface", one.Name), ("namespace", pod.Namespace), ("pod", pod.Name));
                }
            }
        }
    }
}
