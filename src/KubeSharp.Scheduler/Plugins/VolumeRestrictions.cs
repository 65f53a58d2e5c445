using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>A claim with the access mode ReadWriteOncePod has one user in the whole cluster (KEP-2485).</summary>
internal sealed class VolumeRestrictions : IFilterPlugin
{
    public string Name => "VolumeRestrictions";

    public ClusterEvents Events => ClusterEvents.AssignedPodDeleted | ClusterEvents.VolumeChanged;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        foreach (var use in pod.Claims)
        {
            if (nodes.Volumes.UsersOf(use.Name) == 0
                || nodes.Volumes.Claim(use.Name)?.Spec.AccessModes.Contains(PersistentVolumeAccessMode.ReadWriteOncePod) != true)
            {
                continue;
            }

            foreach (var slot in run.Feasible)
            {
                run.Reject(slot, "node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode");
            }
        }
    }
}
