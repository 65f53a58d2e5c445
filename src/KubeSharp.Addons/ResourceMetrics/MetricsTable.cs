using System.Text;
using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Metrics.V1beta1;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>What kubectl get shows of metrics.</summary>
internal static class MetricsTable
{
    private static readonly ApiList<TableColumnDefinition> Columns =
    [
        new TableColumnDefinition { Name = "Name", Type = "string", Format = "name", Description = "Name of the resource" },
        new TableColumnDefinition { Name = "cpu", Type = "string", Description = "CPU in use" },
        new TableColumnDefinition { Name = "memory", Type = "string", Description = "Memory in use" },
        new TableColumnDefinition { Name = "Window", Type = "string", Description = "Time that the CPU figure is the mean of" },
    ];

    /// <summary>Null for what is no object or list of this group.</summary>
    public static Table? Of(ApiKind value) => value switch
    {
        NodeMetrics node => Make([node]),
        PodMetrics pod => Make([pod]),
        NodeMetricsList nodes => Make(nodes.Items),
        PodMetricsList pods => Make(pods.Items),
        _ => null,
    };

    private static Table Make(IEnumerable<ApiObject> objects) => new() { ColumnDefinitions = Columns, Rows = [.. objects.Select(Row)] };

    private static TableRow Row(ApiObject value)
    {
        var (cpu, memory, window) = value switch
        {
            NodeMetrics node => (node.Usage["cpu"], node.Usage["memory"], node.Window),
            PodMetrics pod => (Sum(pod, "cpu"), Sum(pod, "memory"), pod.Window),
            _ => default,
        };
        var metadata = new PartialObjectMetadata { Metadata = value.Metadata };
        return new TableRow
        {
            Cells = [Cell(value.Metadata.Name), Cell(cpu.ToString()), Cell(memory.ToString()), Cell(window.ToString())],
            Object = new RawJson(JsonCodec.Encode(metadata)),
        };
    }

    private static Quantity Sum(PodMetrics pod, string resource) =>
        pod.Containers.Aggregate(default(Quantity), (sum, container) => sum + container.Usage[resource]);

    private static RawJson Cell(string text) => new(Encoding.UTF8.GetBytes('"' + JsonEncodedText.Encode(text).ToString() + '"'));
}
