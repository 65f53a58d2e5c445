using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Storage;

/// <summary>What the binder asks about volumes and claims.</summary>
internal static class VolumeExtensions
{
    /// <summary>The class that the claim asks for; empty for none.</summary>
    public static string StorageClass(this PersistentVolumeClaim claim) =>
        claim.Metadata.Annotations.GetValueOrDefault(VolumeAnnotations.BetaStorageClass) ?? claim.Spec.StorageClassName ?? "";

    public static string StorageClass(this PersistentVolume volume) =>
        volume.Metadata.Annotations.GetValueOrDefault(VolumeAnnotations.BetaStorageClass) ?? volume.Spec.StorageClassName;

    public static bool IsBindCompleted(this PersistentVolumeClaim claim) => claim.Metadata.Annotations.ContainsKey(VolumeAnnotations.BindCompleted);

    /// <summary>Reserved for or bound to this very claim. A reference without a uid is a reservation by name.</summary>
    public static bool IsFor(this PersistentVolume volume, PersistentVolumeClaim claim) =>
        volume.Spec.ClaimRef is { } reference
        && reference.Namespace == claim.Metadata.Namespace
        && reference.Name == claim.Metadata.Name
        && (reference.UID.Length == 0 || reference.UID == claim.Metadata.UID);

    public static bool IsBoundTo(this PersistentVolume volume, PersistentVolumeClaim claim) =>
        volume.IsFor(claim) && volume.Spec.ClaimRef!.UID.Length > 0;

    public static string Key(this ObjectReference reference) => reference.Namespace + "/" + reference.Name;
}
