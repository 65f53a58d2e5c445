using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Placement;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Keeps pods off nodes whose taints they do not tolerate, and prefers nodes with fewer taints that they would rather avoid.</summary>
internal sealed class TaintToleration : IFilterPlugin, IScorePlugin
{
    public string Name => "TaintToleration";

    public int Weight => 3;

    public ClusterEvents Events => ClusterEvents.NodeAdded | ClusterEvents.NodeTaintsChanged;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        var tolerations = pod.Pod.Spec.Tolerations;
        foreach (var slot in run.Feasible)
        {
            foreach (var taint in nodes.Nodes[slot]!.Spec.Taints)
            {
                if (taint.Effect is TaintEffect.NoSchedule or TaintEffect.NoExecute && !Tolerations.Tolerate(tolerations, taint))
                {
                    run.Exclude(slot, "node(s) had untolerated taint(s)");
                    break;
                }
            }
        }
    }

    public bool Score(PodInfo pod, NodeTable nodes, NodeBits feasible, Span<long> scores)
    {
        var tolerations = pod.Pod.Spec.Tolerations;
        var any = false;
        foreach (var slot in feasible)
        {
            var count = 0;
            foreach (var taint in nodes.Nodes[slot]!.Spec.Taints)
            {
                if (taint.Effect == TaintEffect.PreferNoSchedule && !Tolerations.Tolerate(tolerations, taint))
                {
                    count++;
                }
            }

            scores[slot] = count;
            any |= count > 0;
        }

        if (any)
        {
            Normalization.Scale(feasible, scores, reverse: true);
        }

        return any;
    }
}
