using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>The part of VolumeBinding that has nothing to do with nodes: a pod has to wait for claims that are missing or not bound yet.</summary>
internal sealed class ClaimsExist : IFilterPlugin
{
    public string Name => "VolumeBinding";

    public ClusterEvents Events => ClusterEvents.VolumeChanged;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        foreach (var use in pod.Claims)
        {
            if (Problem(pod.Pod, use, nodes.Volumes) is { } problem)
            {
                run.Refuse(problem);
                return;
            }
        }
    }

    private static string? Problem(Pod pod, PodClaim use, VolumeTable table)
    {
        var name = use.Name.Name;
        if (table.Claim(use.Name) is not { } claim)
        {
            return use.IsEphemeral
                ? $"waiting for ephemeral volume controller to create the persistentvolumeclaim \"{name}\""
                : $"persistentvolumeclaim \"{name}\" not found";
        }

        if (claim.Status.Phase == PersistentVolumeClaimPhase.ClaimLost)
        {
            return $"persistentvolumeclaim \"{name}\" bound to non-existent persistentvolume \"{claim.Spec.VolumeName}\"";
        }

        if (claim.Metadata.DeletionTimestamp is not null)
        {
            return $"persistentvolumeclaim \"{name}\" is being deleted";
        }

        if (use.IsEphemeral && !claim.Metadata.OwnerReferences.Any(owner => owner.Controller == true && owner.UID == pod.Metadata.UID))
        {
            return $"PVC {claim.Metadata.Namespace}/{name} was not created for pod {pod.Metadata.Namespace}/{pod.Metadata.Name} (pod is not owner)";
        }

        return VolumeNames.IsBound(claim) || WaitsForPod(claim, table) ? null : "pod has unbound immediate PersistentVolumeClaims";
    }

    private static bool WaitsForPod(PersistentVolumeClaim claim, VolumeTable table) =>
        claim.Spec.VolumeName.Length == 0
        && table.Class(VolumeNames.ClassOf(claim))?.VolumeBindingMode == "WaitForFirstConsumer";
}
