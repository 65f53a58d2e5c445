using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>Columns of <c>kubectl get persistentvolumes</c>.</summary>
internal static class PersistentVolumeTable
{
    /// <summary>The annotation that named a class before there was a field.</summary>
    public const string BetaClass = "volume.beta.kubernetes.io/storage-class";

    public static readonly TableColumn[] Columns =
    [
        Column.Name,
        Column.Text("Capacity", "Size of the volume."),
        Column.Text("Access Modes", "How the volume may be mounted."),
        Column.Text("Reclaim Policy", "What happens to the volume when its claim is gone."),
        Column.Text("Status", "Phase of the volume."),
        Column.Text("Claim", "Claim that the volume is bound to."),
        Column.Text("StorageClass", "StorageClass of the pv"),
        Column.Text("VolumeAttributesClass", "VolumeAttributesClass of the pv"),
        Column.Text("Reason", "Why the volume is in its phase."),
        Column.Age,
        Column.Wide("VolumeMode", "Filesystem or Block."),
    ];

    public static object?[] Cells(PersistentVolume value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        CellText.Quantity(value.Spec.Capacity, ResourceNames.Storage),
        CellText.AccessModes(value.Spec.AccessModes),
        value.Spec.PersistentVolumeReclaimPolicy,
        value.Metadata.DeletionTimestamp is null ? value.Status.Phase : "Terminating",
        value.Spec.ClaimRef is { } claim ? claim.Namespace + "/" + claim.Name : "",
        value.Metadata.Annotations.GetValueOrDefault(BetaClass, value.Spec.StorageClassName),
        value.Spec.VolumeAttributesClassName is { Length: > 0 } attributes ? attributes : CellText.Unset,
        value.Status.Reason,
        CellText.Age(value.Metadata, now),
        value.Spec.VolumeMode ?? CellText.Unset,
    ];
}
