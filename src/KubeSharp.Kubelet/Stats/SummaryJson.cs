using System.Buffers;
using System.Globalization;
using System.Text.Json;

namespace KubeSharp.Kubelet.Stats;

/// <summary>Writes a summary as upstream's stats/v1alpha1 Summary.</summary>
internal static class SummaryJson
{
    public static void Write(string nodeName, UsageSummary summary, IBufferWriter<byte> output)
    {
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteStartObject("node");
        WriteNode(writer, nodeName, summary.Node, summary.Time);
        writer.WriteEndObject();
        writer.WriteStartArray("pods");
        foreach (var pod in summary.Pods)
        {
            writer.WriteStartObject();
            WritePod(writer, pod);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteNode(Utf8JsonWriter writer, string nodeName, NodeUsage node, DateTimeOffset now)
    {
        writer.WriteString("nodeName", nodeName);
        WriteTime(writer, "startTime", node.StartTime);
        WriteCpu(writer, node.Cpu);
        WriteMemory(writer, node.Memory);
        WriteNetwork(writer, node.Network);
        WriteFs(writer, "fs", node.Fs);
        writer.WriteStartObject("runtime");
        WriteFs(writer, "imageFs", node.ImageFs);
        WriteFs(writer, "containerFs", node.ImageFs);
        writer.WriteEndObject();
        writer.WriteStartObject("rlimit");
        WriteTime(writer, "time", now);
        writer.WriteNumber("maxpid", node.MaxPid);
        writer.WriteNumber("curproc", node.Processes);
        writer.WriteEndObject();
    }

    private static void WritePod(Utf8JsonWriter writer, PodUsage pod)
    {
        writer.WriteStartObject("podRef");
        writer.WriteString("name", pod.Name);
        writer.WriteString("namespace", pod.Namespace);
        writer.WriteString("uid", pod.UID);
        writer.WriteEndObject();
        WriteTime(writer, "startTime", pod.StartTime);
        writer.WriteStartArray("containers");
        foreach (var container in pod.Containers)
        {
            writer.WriteStartObject();
            writer.WriteString("name", container.Name);
            WriteTime(writer, "startTime", container.StartTime);
            WriteCpu(writer, container.Cpu);
            WriteMemory(writer, container.Memory);
            WriteFs(writer, "rootfs", container.Rootfs);
            WriteFs(writer, "logs", container.Logs);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        WriteCpu(writer, pod.Cpu);
        WriteMemory(writer, pod.Memory);
        WriteNetwork(writer, pod.Network);
    }

    private static void WriteCpu(Utf8JsonWriter writer, CpuStats? cpu)
    {
        if (cpu is null)
        {
            return;
        }

        writer.WriteStartObject("cpu");
        WriteTime(writer, "time", cpu.Time);
        WriteNumber(writer, "usageNanoCores", cpu.UsageNanoCores);
        writer.WriteNumber("usageCoreNanoSeconds", cpu.UsageCoreNanoSeconds);
        writer.WriteEndObject();
    }

    private static void WriteMemory(Utf8JsonWriter writer, MemoryStats? memory)
    {
        if (memory is null)
        {
            return;
        }

        writer.WriteStartObject("memory");
        WriteTime(writer, "time", memory.Time);
        WriteNumber(writer, "availableBytes", memory.Available);
        WriteNumber(writer, "usageBytes", memory.Usage);
        WriteNumber(writer, "workingSetBytes", memory.WorkingSet);
        WriteNumber(writer, "rssBytes", memory.Rss);
        WriteNumber(writer, "pageFaults", memory.PageFaults);
        WriteNumber(writer, "majorPageFaults", memory.MajorPageFaults);
        writer.WriteEndObject();
    }

    private static void WriteNetwork(Utf8JsonWriter writer, NetworkStats? network)
    {
        if (network is null)
        {
            return;
        }

        writer.WriteStartObject("network");
        WriteTime(writer, "time", network.Time);
        if (network.Default is { } leading)
        {
            WriteInterface(writer, leading);
        }

        writer.WriteStartArray("interfaces");
        foreach (var one in network.Interfaces)
        {
            writer.WriteStartObject();
            WriteInterface(writer, one);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
    }

    private static void WriteInterface(Utf8JsonWriter writer, InterfaceStats one)
    {
        writer.WriteString("name", one.Name);
        writer.WriteNumber("rxBytes", one.RxBytes);
        writer.WriteNumber("rxErrors", one.RxErrors);
        writer.WriteNumber("txBytes", one.TxBytes);
        writer.WriteNumber("txErrors", one.TxErrors);
    }

    private static void WriteFs(Utf8JsonWriter writer, string name, FsStats? fs)
    {
        if (fs is null)
        {
            return;
        }

        writer.WriteStartObject(name);
        WriteTime(writer, "time", fs.Time);
        writer.WriteNumber("availableBytes", fs.FileSystem.AvailableBytes);
        writer.WriteNumber("capacityBytes", fs.FileSystem.CapacityBytes);
        WriteNumber(writer, "usedBytes", fs.Used);
        writer.WriteNumber("inodesFree", fs.FileSystem.InodesFree);
        writer.WriteNumber("inodes", fs.FileSystem.Inodes);
        WriteNumber(writer, "inodesUsed", fs.InodesUsed);
        writer.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset time) =>
        writer.WriteString(name, time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture));

    private static void WriteNumber(Utf8JsonWriter writer, string name, long? value)
    {
        if (value is { } number)
        {
            writer.WriteNumber(name, number);
        }
    }
}
