using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Storage;

/// <summary>Finds the volume that fits a claim best: one reserved for it, else the smallest free one that is large enough.</summary>
internal static class VolumeMatching
{
    public static PersistentVolume? Find(PersistentVolumeClaim claim, IEnumerable<PersistentVolume> volumes, bool reservedOnly)
    {
        PersistentVolume? best = null;
        foreach (var volume in volumes)
        {
            if (volume.Metadata.DeletionTimestamp is not null || !SameMode(claim, volume))
            {
                continue;
            }

            if (volume.Spec.ClaimRef is not null)
            {
                if (volume.IsFor(claim) && Size(volume) >= Request(claim))
                {
                    return volume;
                }
            }
            else if (!reservedOnly && Fits(claim, volume) && (best is null || Size(volume) < Size(best)))
            {
                best = volume;
            }
        }

        return best;
    }

    /// <summary>Why a volume that the claim names cannot be used; null if it can.</summary>
    public static string? Mismatch(PersistentVolumeClaim claim, PersistentVolume volume) =>
        Size(volume) < Request(claim) ? "requested PV is too small"
        : volume.StorageClass() != claim.StorageClass() ? "storageClassName does not match"
        : !SameMode(claim, volume) ? "incompatible volumeMode"
        : !HasModes(claim, volume) ? "incompatible accessMode"
        : null;

    private static bool Fits(PersistentVolumeClaim claim, PersistentVolume volume) =>
        volume.Status.Phase == PersistentVolumePhase.VolumeAvailable
        && Mismatch(claim, volume) is null
        && (claim.Spec.Selector is not { } selector || LabelSelectors.Matches(selector, volume.Metadata.Labels));

    private static bool HasModes(PersistentVolumeClaim claim, PersistentVolume volume) =>
        claim.Spec.AccessModes.All(mode => volume.Spec.AccessModes.Contains(mode));

    private static bool SameMode(PersistentVolumeClaim claim, PersistentVolume volume) =>
        (claim.Spec.VolumeMode ?? PersistentVolumeMode.PersistentVolumeFilesystem) == (volume.Spec.VolumeMode ?? PersistentVolumeMode.PersistentVolumeFilesystem);

    private static Quantity Size(PersistentVolume volume) => volume.Spec.Capacity.GetValueOrDefault("storage");

    private static Quantity Request(PersistentVolumeClaim claim) => claim.Spec.Resources.Requests.GetValueOrDefault("storage");
}
