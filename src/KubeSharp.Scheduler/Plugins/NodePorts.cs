using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Two pods cannot take the same port of a node.</summary>
internal sealed class NodePorts : IFilterPlugin
{
    public string Name => "NodePorts";

    public ClusterEvents Events => ClusterEvents.NodeAdded | ClusterEvents.AssignedPodDeleted;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        if (pod.HostPorts.Count == 0)
        {
            return;
        }

        foreach (var slot in run.Feasible)
        {
            if (nodes.HostPorts[slot] is { } used && used.Exists(port => pod.HostPorts.Any(port.ConflictsWith)))
            {
                run.Reject(slot, "node(s) didn't have free ports for the requested pod ports");
            }
        }
    }
}
