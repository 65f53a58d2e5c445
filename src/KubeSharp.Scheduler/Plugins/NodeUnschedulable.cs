using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Placement;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Keeps pods off cordoned nodes, unless they tolerate the taint that stands for it.</summary>
internal sealed class NodeUnschedulable : IFilterPlugin
{
    private static readonly Taint Cordoned = new() { Key = "node.kubernetes.io/unschedulable", Effect = TaintEffect.NoSchedule };

    public string Name => "NodeUnschedulable";

    public ClusterEvents Events => ClusterEvents.NodeAdded | ClusterEvents.NodeTaintsChanged;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        if (Tolerations.Tolerate(pod.Pod.Spec.Tolerations, Cordoned))
        {
            return;
        }

        foreach (var slot in run.Feasible)
        {
            if (nodes.Nodes[slot]!.Spec.Unschedulable)
            {
                run.Exclude(slot, "node(s) were unschedulable");
            }
        }
    }
}
