using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Storage;

/// <summary>What may change in a claim: its volume and class once, and, when bound, its size and attributes class.</summary>
internal static class PersistentVolumeClaimUpdateChecks
{
    public static void Validate(ErrorList errors, FieldPath path, PersistentVolumeClaim claim, PersistentVolumeClaim old)
    {
        var annotation = claim.Metadata.Annotations.GetValueOrDefault(PersistentVolumeTable.BetaClass);
        var oldAnnotation = old.Metadata.Annotations.GetValueOrDefault(PersistentVolumeTable.BetaClass);
        var becomesField = oldAnnotation is not null && old.Spec.StorageClassName is null && claim.Spec.StorageClassName == oldAnnotation &&
            (annotation is null || annotation == oldAnnotation);
        if (!becomesField && annotation != oldAnnotation)
        {
            errors.InvalidText(
                FieldPath.Root("metadata").Child("annotations").Child(PersistentVolumeTable.BetaClass), annotation ?? "", FieldChecks.Immutable);
        }

        if (Mask(claim, old) != old.Spec)
        {
            errors.Forbidden(
                path, "spec is immutable after creation except resources.requests and volumeAttributesClassName for bound claims\n");
        }

        Size(errors, path, claim, old);
        if (claim.Spec.VolumeMode != old.Spec.VolumeMode)
        {
            errors.InvalidText(FieldPath.Root("volumeMode"), claim.Spec.VolumeMode, FieldChecks.Immutable);
        }

        if (old.Spec.VolumeAttributesClassName is { Length: > 0 } && string.IsNullOrEmpty(claim.Spec.VolumeAttributesClassName))
        {
            errors.Forbidden(
                path.Child("volumeAttributesClassName"),
                claim.Spec.VolumeAttributesClassName is null
                    ? "update from non-nil value to nil is forbidden"
                    : "update from non-nil value to an empty string is forbidden");
        }
    }

    private static PersistentVolumeClaimSpec Mask(PersistentVolumeClaim claim, PersistentVolumeClaim old)
    {
        var spec = claim.Spec;
        if (old.Spec.VolumeName.Length == 0)
        {
            spec = spec with { VolumeName = "" };
        }

        if (old.Spec.StorageClassName is null)
        {
            spec = spec with { StorageClassName = null };
        }

        if (claim.Status.Phase != "Bound")
        {
            return spec;
        }

        if (old.Spec.Resources.Requests.TryGetValue(ResourceNames.Storage, out var size))
        {
            spec = spec with { Resources = spec.Resources with { Requests = spec.Resources.Requests.Set(ResourceNames.Storage, size) } };
        }

        return spec with { VolumeAttributesClassName = old.Spec.VolumeAttributesClassName };
    }

    private static void Size(ErrorList errors, FieldPath path, PersistentVolumeClaim claim, PersistentVolumeClaim old)
    {
        var size = claim.Spec.Resources.Requests.GetValueOrDefault(ResourceNames.Storage);
        if (size < old.Spec.Resources.Requests.GetValueOrDefault(ResourceNames.Storage) &&
            size <= old.Status.Capacity.GetValueOrDefault(ResourceNames.Storage))
        {
            errors.Forbidden(
                path.Child("resources").Child("requests").Child(ResourceNames.Storage), "field can not be less than status.capacity");
        }
    }
}
