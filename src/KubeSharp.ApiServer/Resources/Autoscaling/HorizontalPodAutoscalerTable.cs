using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Autoscaling;

/// <summary>Columns of <c>kubectl get hpa</c>.</summary>
internal static class HorizontalPodAutoscalerTable
{
    private const int MaxShown = 2;

    public static readonly TableColumn[] Columns =
    [
        Column.Name,
        Column.Text("Reference", "What is scaled."),
        Column.Text("Targets", "Current and target values of the metrics."),
        Column.Text("MinPods", "Lower bound of the number of pods."),
        Column.Text("MaxPods", "Upper bound of the number of pods."),
        Column.Text("Replicas", "Current number of pods."),
        Column.Age,
    ];

    public static object?[] Cells(HorizontalPodAutoscaler value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.Spec.ScaleTargetRef.Kind + "/" + value.Spec.ScaleTargetRef.Name,
        Targets(value.Spec.Metrics, value.Status.CurrentMetrics),
        value.Spec.MinReplicas?.ToString(CultureInfo.InvariantCulture) ?? CellText.Unset,
        (long)value.Spec.MaxReplicas,
        (long)value.Status.CurrentReplicas,
        CellText.Age(value.Metadata, now),
    ];

    private static string Targets(ApiList<MetricSpec> specs, ApiList<MetricStatus> statuses)
    {
        if (specs.Count == 0)
        {
            return CellText.None;
        }

        var shown = new List<string>(MaxShown);
        for (var i = 0; i < specs.Count && shown.Count < MaxShown; i++)
        {
            shown.Add(Target(specs[i], i < statuses.Count ? statuses[i] : null));
        }

        var text = string.Join(", ", shown);
        return specs.Count > MaxShown ? $"{text} + {specs.Count - MaxShown} more..." : text;
    }

    private static string Target(MetricSpec spec, MetricStatus? status) => spec switch
    {
        { External: { } external } => Amount(external.Target, status?.External?.Current),
        { Pods: { } pods } => $"{Text(status?.Pods?.Current.AverageValue)}/{Text(pods.Target.AverageValue, CellText.Unset)}",
        { Object: { } obj } => Amount(obj.Target, status?.Object?.Current),
        { Resource: { } resource } => $"{resource.Name}: {Usage(resource.Target, status?.Resource?.Current)}",
        { ContainerResource: { } container } => $"{container.Name}: {Usage(container.Target, status?.ContainerResource?.Current)}",
        _ => "<unknown type>",
    };

    private static string Amount(MetricTarget target, MetricValueStatus? current) => target.AverageValue is { } average
        ? $"{Text(current?.AverageValue)}/{average} (avg)"
        : $"{Text(current?.Value)}/{Text(target.Value, CellText.Unset)}";

    private static string Usage(MetricTarget target, MetricValueStatus? current)
    {
        if (target.AverageValue is { } average)
        {
            return $"{Text(current?.AverageValue)}/{average}";
        }

        var used = current?.AverageUtilization is { } utilization ? utilization + "%" : CellText.Unknown;
        return $"{used}/{(target.AverageUtilization is { } wanted ? wanted + "%" : "<auto>")}";
    }

    private static string Text(Quantity? amount, string otherwise = CellText.Unknown) => amount?.ToString() ?? otherwise;
}
