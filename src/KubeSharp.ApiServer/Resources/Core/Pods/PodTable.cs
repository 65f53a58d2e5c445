using System.Globalization;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Columns of <c>kubectl get pods</c>.</summary>
internal static class PodTable
{
    public static readonly TableColumn[] Columns =
    [
        Column.Name,
        Column.Text("Ready", "The aggregate readiness state of this pod for accepting traffic."),
        Column.Text("Status", "The aggregate status of the containers in this pod."),
        Column.Text("Restarts", "The number of times the containers in this pod have been restarted and when the last container in this pod has restarted."),
        Column.Age,
        Column.Wide("IP", "Address of the pod."),
        Column.Wide("Node", "Node that the pod is bound to."),
        Column.Wide("Nominated Node", "Node that the pod will preempt others on."),
        Column.Wide("Readiness Gates", "Readiness gates that are fulfilled, of all."),
    ];

    public static object?[] Cells(Pod pod, DateTimeOffset now)
    {
        var summary = PodSummary.Of(pod);
        var restarts = summary.Restarts.ToString(CultureInfo.InvariantCulture);
        if (summary.Restarts != 0 && !summary.LastRestart.IsZero)
        {
            restarts += $" ({HumanDuration.Since(summary.LastRestart, now)} ago)";
        }

        return
        [
            pod.Metadata.Name,
            $"{summary.Ready}/{summary.Total}",
            summary.Reason,
            restarts,
            CellText.Age(pod.Metadata, now),
            CellText.OrNone(pod.Status.PodIPs.Count > 0 ? pod.Status.PodIPs[0].IP : pod.Status.PodIP),
            CellText.OrNone(pod.Spec.NodeName),
            CellText.OrNone(pod.Status.NominatedNodeName),
            Gates(pod),
        ];
    }

    private static string Gates(Pod pod)
    {
        if (pod.Spec.ReadinessGates.Count == 0)
        {
            return CellText.None;
        }

        var met = 0;
        foreach (var gate in pod.Spec.ReadinessGates)
        {
            met += pod.Status.Conditions.FindIndex(c => c.Type == gate.ConditionType && c.Status == "True") >= 0 ? 1 : 0;
        }

        return $"{met}/{pod.Spec.ReadinessGates.Count}";
    }
}
