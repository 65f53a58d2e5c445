using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.Kubelet.Stats;

namespace KubeSharp.Kubelet.Tests.Stats;

public sealed class UsageTextTests
{
    private static readonly DateTimeOffset Time = DateTimeOffset.FromUnixTimeMilliseconds(1_767_225_600_500);

    private static readonly UsageSummary Summary = new(
        Time,
        new NodeUsage(Time, new CpuStats(Time, 2_500_000_000, 7), new MemoryStats(Time) { WorkingSet = 1000, Available = 24 }, new NetworkStats(Time, null, [])),
        [
            new PodUsage("ns", "p", "u", Time, [new ContainerUsage("c", "id", "image", Time) { Cpu = new CpuStats(Time, 500_000_000, null) }])
            {
                Cpu = new CpuStats(Time, 500_000_000, null),
                Network = new NetworkStats(Time, new InterfaceStats("eth0", 1, 2, 3, 4), [new InterfaceStats("eth0", 1, 2, 3, 4)]),
            },
        ]);

    [Fact]
    public void ResourceMetrics_AreWhatMetricsServerReads()
    {
        var lines = Text(output => ResourceMetricsText.Write(Summary, output)).Split('\n');

        Assert.Contains("# TYPE container_cpu_usage_seconds_total counter", lines);
        Assert.Contains("container_cpu_usage_seconds_total{container=\"c\",namespace=\"ns\",pod=\"p\"} 0.5 1767225600500", lines);
        Assert.Contains("container_start_time_seconds{container=\"c\",namespace=\"ns\",pod=\"p\"} 1767225600.5", lines);
        Assert.Contains("node_cpu_usage_seconds_total 2.5 1767225600500", lines);
        Assert.Contains("node_memory_working_set_bytes 1000 1767225600500", lines);
        Assert.Contains("pod_cpu_usage_seconds_total{namespace=\"ns\",pod=\"p\"} 0.5 1767225600500", lines);
        Assert.Contains("resource_scrape_error 0", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("container_memory_working_set_bytes{", StringComparison.Ordinal));
    }

    [Fact]
    public void CadvisorMetrics_HaveTheNetworkOfPods() => Assert.Contains(
        "container_network_receive_bytes_total{interface=\"eth0\",namespace=\"ns\",pod=\"p\"} 1 1767225600500",
        Text(output => CadvisorMetricsText.Write(Summary, output)).Split('\n'));

    [Fact]
    public void Summary_HasUpstreamsShape()
    {
        var json = JsonNode.Parse(Text(output => SummaryJson.Write("n1", Summary, output)))!;

        Assert.Equal("n1", (string?)json["node"]!["nodeName"]);
        Assert.Equal(7, (long?)json["node"]!["cpu"]!["usageNanoCores"]);
        Assert.Equal("2026-01-01T00:00:00Z", (string?)json["pods"]![0]!["startTime"]);
        Assert.Equal("u", (string?)json["pods"]![0]!["podRef"]!["uid"]);
        Assert.Equal(500_000_000, (long?)json["pods"]![0]!["containers"]![0]!["cpu"]!["usageCoreNanoSeconds"]);
        Assert.Equal(3, (long?)json["pods"]![0]!["network"]!["txBytes"]);
        Assert.Null(json["pods"]![0]!["containers"]![0]!["memory"]);
    }

    [Fact]
    public void Labels_AreEscaped()
    {
        var text = Text(output => new MetricsText(output).Sample("m", 1, null, ("l", "a\"b\\c\nd")));
        Assert.Equal("m{l=\"a\\\"b\\\\c\\nd\"} 1\n", text);
    }

    private static string Text(Action<ArrayBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
