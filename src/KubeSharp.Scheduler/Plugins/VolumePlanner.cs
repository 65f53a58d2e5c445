using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Placement;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Finds volumes for the claims of a pod that wait for its node: existing ones that fit, or ones that can be made there.</summary>
internal static class VolumePlanner
{
    /// <summary>Null if the node cannot give all of them; a plan without work if nothing waits.</summary>
    public static VolumePlan? Plan(PodInfo pod, Node node, VolumeTable table)
    {
        List<(PersistentVolume Volume, PersistentVolumeClaim Claim)> existing = [];
        List<PersistentVolumeClaim> made = [];
        foreach (var use in pod.Claims)
        {
            if (table.Claim(use.Name) is not { } claim || VolumeNames.IsBound(claim))
            {
                continue;
            }

            if (table.SelectedNode(claim) is { } selected)
            {
                if (selected != node.Metadata.Name)
                {
                    return null;
                }

                made.Add(claim);
            }
            else if (FindVolume(claim, node, table, existing) is { } volume)
            {
                existing.Add((volume, claim));
            }
            else if (CanMake(claim, node, table))
            {
                made.Add(claim);
            }
            else
            {
                return null;
            }
        }

        return new VolumePlan(node.Metadata.Name, existing, made);
    }

    public static bool Reaches(PersistentVolume volume, Node node) =>
        volume.Spec.NodeAffinity?.Required is not { } required || NodeSelection.Matches(required, node);

    private static PersistentVolume? FindVolume(
        PersistentVolumeClaim claim, Node node, VolumeTable table, List<(PersistentVolume Volume, PersistentVolumeClaim Claim)> taken)
    {
        PersistentVolume? best = null;
        foreach (var volume in table.Volumes)
        {
            if (IsCandidate(volume, claim, table)
                && Reaches(volume, node)
                && !taken.Exists(pair => pair.Volume.Metadata.Name == volume.Metadata.Name)
                && (best is null || Size(volume) < Size(best)))
            {
                best = volume;
            }
        }

        return best;
    }

    private static bool IsCandidate(PersistentVolume volume, PersistentVolumeClaim claim, VolumeTable table) =>
        volume.Metadata.DeletionTimestamp is null
        && IsFree(volume, claim)
        && !table.IsTaken(volume)
        && VolumeNames.ClassOf(volume) == VolumeNames.ClassOf(claim)
        && (volume.Spec.VolumeMode ?? "Filesystem") == (claim.Spec.VolumeMode ?? "Filesystem")
        && Size(volume) >= claim.Spec.Resources.Requests.GetValueOrDefault("storage")
        && claim.Spec.AccessModes.All(mode => volume.Spec.AccessModes.Contains(mode))
        && (claim.Spec.Selector is not { } selector || LabelSelectors.Matches(selector, volume.Metadata.Labels));

    private static bool IsFree(PersistentVolume volume, PersistentVolumeClaim claim) => volume.Spec.ClaimRef is { } reference
        ? reference.Namespace == claim.Metadata.Namespace && reference.Name == claim.Metadata.Name && (reference.UID.Length == 0 || reference.UID == claim.Metadata.UID)
        : volume.Status.Phase == PersistentVolumePhase.VolumeAvailable;

    private static bool CanMake(PersistentVolumeClaim claim, Node node, VolumeTable table) =>
        table.Class(VolumeNames.ClassOf(claim)) is { } storageClass
        && storageClass.Provisioner is not ("" or VolumeNames.NoProvisioner)
        && IsAllowed(storageClass, node);

    /// <summary>Terms are alternatives; all expressions of a term have to hold.</summary>
    private static bool IsAllowed(StorageClass storageClass, Node node) =>
        storageClass.AllowedTopologies.Count == 0
        || storageClass.AllowedTopologies.Any(term => term.MatchLabelExpressions.All(expression =>
            node.Metadata.Labels.TryGetValue(expression.Key, out var value) && expression.Values.Contains(value)));

    private static Quantity Size(PersistentVolume volume) => volume.Spec.Capacity.GetValueOrDefault("storage");
}
