using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Storage;

/// <summary>A bound claim grows only if its class allows expansion.</summary>
internal sealed class PersistentVolumeClaimResize(IObjectLookup objects) : IValidatingAdmissionPlugin
{
    public string Name => "PersistentVolumeClaimResize";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (!context.IsFor("", "persistentvolumeclaims")
            || context.Object is not PersistentVolumeClaim claim || context.OldObject is not PersistentVolumeClaim old
            || Size(claim) <= Size(old))
        {
            return ValueTask.CompletedTask;
        }

        if (old.Status.Phase != PersistentVolumeClaimPhase.ClaimBound)
        {
            throw context.Forbidden("Only bound persistent volume claims can be expanded");
        }

        var className = claim.Metadata.Annotations.GetValueOrDefault(Constants.BetaStorageClassAnnotation) ?? claim.Spec.StorageClassName ?? "";
        return objects.Get<StorageClass>("", className) is { AllowVolumeExpansion: true }
            ? ValueTask.CompletedTask
            : throw context.Forbidden(
                "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
    }

    private static KubeSharp.Api.Quantity Size(PersistentVolumeClaim claim) => claim.Spec.Resources.Requests.GetValueOrDefault(ResourceName.ResourceStorage);
}
