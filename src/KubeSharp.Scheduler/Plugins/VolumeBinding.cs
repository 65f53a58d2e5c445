using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>A node has to reach the volumes that the pod's claims have, and to have or get volumes for the others.</summary>
internal sealed class VolumeBinding : IFilterPlugin
{
    public string Name => "VolumeBinding";

    public ClusterEvents Events => ClusterEvents.NodeAdded | ClusterEvents.NodeLabelsChanged | ClusterEvents.VolumeChanged;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        if (pod.Claims.Count == 0)
        {
            return;
        }

        List<PersistentVolume> bound = [];
        var missing = false;
        var waiting = false;
        foreach (var use in pod.Claims)
        {
            if (nodes.Volumes.Claim(use.Name) is not { } claim || !VolumeNames.IsBound(claim))
            {
                waiting = true;
            }
            else if (nodes.Volumes.Volume(claim.Spec.VolumeName) is { } volume)
            {
                bound.Add(volume);
            }
            else
            {
                missing = true;
            }
        }

        foreach (var slot in run.Feasible)
        {
            var node = nodes.Nodes[slot]!;
            if (missing)
            {
                run.Exclude(slot, "node(s) unavailable due to one or more pvc(s) bound to non-existent pv(s)");
            }
            else if (bound.Exists(volume => !VolumePlanner.Reaches(volume, node)))
            {
                run.Exclude(slot, "node(s) didn't match PersistentVolume's node affinity");
            }
            else if (waiting && VolumePlanner.Plan(pod, node, nodes.Volumes) is null)
            {
                run.Exclude(slot, "node(s) didn't find available persistent volumes to bind");
            }
        }
    }
}
