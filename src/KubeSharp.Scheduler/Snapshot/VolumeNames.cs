using KubeSharp.Api.Core.V1;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>Annotations by which the scheduler, the binder and provisioners understand each other.</summary>
internal static class VolumeNames
{
    public const string BindCompleted = "pv.kubernetes.io/bind-completed";
    public const string BoundByController = "pv.kubernetes.io/bound-by-controller";
    public const string SelectedNode = "volume.kubernetes.io/selected-node";
    public const string NoProvisioner = "kubernetes.io/no-provisioner";
    private const string BetaStorageClass = "volume.beta.kubernetes.io/storage-class";

    public static string ClassOf(PersistentVolumeClaim claim) =>
        claim.Metadata.Annotations.GetValueOrDefault(BetaStorageClass) ?? claim.Spec.StorageClassName ?? "";

    public static string ClassOf(PersistentVolume volume) =>
        volume.Metadata.Annotations.GetValueOrDefault(BetaStorageClass) ?? volume.Spec.StorageClassName;

    public static bool IsBound(PersistentVolumeClaim claim) =>
        claim.Spec.VolumeName.Length > 0 && claim.Metadata.Annotations.ContainsKey(BindCompleted);
}
