using KubeSharp.Addons.ResourceMetrics;

namespace KubeSharp.Addons.Tests.ResourceMetrics;

public sealed class NodeReadingParserTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void ReadsNodeAndContainers()
    {
        var reading = Parse(
            """
            # HELP container_cpu_usage_seconds_total Cumulative cpu time
            container_cpu_usage_seconds_total{container="web",namespace="default",pod="web-1"} 1.5 1767323045000
            container_memory_working_set_bytes{container="web",namespace="default",pod="web-1"} 4096 1767323045000
            container_start_time_seconds{container="web",namespace="default",pod="web-1"} 1.7673230e+09
            pod_cpu_usage_seconds_total{namespace="default",pod="web-1"} 1.5
            node_cpu_usage_seconds_total 100.25 1767323046000
            node_memory_working_set_bytes 1e+09 1767323046000
            """);

        Assert.Equal(new ResourcePoint(DateTimeOffset.FromUnixTimeSeconds(1767323046), 100.25, 1_000_000_000, null), reading.Node);
        var (name, point) = Assert.Single(reading.Containers);
        Assert.Equal(new ContainerName("default", "web-1", "web"), name);
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1767323045), point.Time);
        Assert.Equal((1.5, 4096), (point.CpuSeconds, point.MemoryBytes));
        Assert.Equal(DateTimeOffset.FromUnixTimeSeconds(1767323000), point.Start);
    }

    [Fact]
    public void LabelsMayHoldEscapes()
    {
        var reading = Parse(
            """
            container_cpu_usage_seconds_total{container="a\"},b\\",namespace="n",pod="p"} 1
            container_memory_working_set_bytes{container="a\"},b\\",namespace="n",pod="p"} 2
            """);

        var (name, point) = Assert.Single(reading.Containers);
        Assert.Equal("a\"},b\\", name.Container);
        Assert.Equal(Now, point.Time);
    }

    [Theory]
    [InlineData("container_cpu_usage_seconds_total{container=\"a")]
    [InlineData("container_cpu_usage_seconds_total{container")]
    [InlineData("node_cpu_usage_seconds_total NaN")]
    [InlineData("node_cpu_usage_seconds_total")]
    [InlineData("{")]
    public void WhatMakesNoSenseIsLeftOut(string line)
    {
        var reading = Parse(line);

        Assert.Null(reading.Node);
        Assert.Empty(reading.Containers);
    }

    [Fact]
    public void AContainerWithoutMemoryIsLeftOut() =>
        Assert.Empty(Parse("container_cpu_usage_seconds_total{container=\"c\",namespace=\"n\",pod=\"p\"} 1").Containers);

    private static NodeReading Parse(string text) => NodeReadingParser.Parse(new StringReader(text), Now);
}
