using KubeSharp.Api.Placement;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>spec.nodeSelector and node affinity: required terms rule nodes out, preferred ones rate them.</summary>
internal sealed class NodeAffinity : IFilterPlugin, IScorePlugin
{
    public string Name => "NodeAffinity";

    public int Weight => 2;

    public ClusterEvents Events => ClusterEvents.NodeAdded | ClusterEvents.NodeLabelsChanged;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        if (!NodeSelection.Constrains(pod.Pod.Spec))
        {
            return;
        }

        foreach (var slot in run.Feasible)
        {
            if (!NodeSelection.Matches(pod.Pod.Spec, nodes.Nodes[slot]!))
            {
                run.Exclude(slot, "node(s) didn't match Pod's node affinity/selector");
            }
        }
    }

    public bool Score(PodInfo pod, NodeTable nodes, NodeBits feasible, Span<long> scores)
    {
        if (pod.Pod.Spec.Affinity?.NodeAffinity?.PreferredDuringSchedulingIgnoredDuringExecution is not { Count: > 0 } preferred)
        {
            return false;
        }

        foreach (var slot in feasible)
        {
            long sum = 0;
            foreach (var term in preferred)
            {
                if (term.Weight != 0 && NodeSelection.Matches(term.Preference, nodes.Nodes[slot]!))
                {
                    sum += term.Weight;
                }
            }

            scores[slot] = sum;
        }

        Normalization.Scale(feasible, scores, reverse: false);
        return true;
    }
}
