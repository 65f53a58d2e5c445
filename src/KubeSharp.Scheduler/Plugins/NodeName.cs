using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>A pod that names its node goes there or nowhere.</summary>
internal sealed class NodeName : IFilterPlugin
{
    public string Name => "NodeName";

    public ClusterEvents Events => ClusterEvents.NodeAdded;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        var wanted = pod.Pod.Spec.NodeName;
        if (wanted.Length == 0)
        {
            return;
        }

        foreach (var slot in run.Feasible)
        {
            if (nodes.Nodes[slot]!.Metadata.Name != wanted)
            {
                run.Exclude(slot, "node(s) didn't match the requested node name");
            }
        }
    }
}
