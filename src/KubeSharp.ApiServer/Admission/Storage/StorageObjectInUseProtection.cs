using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Storage;

/// <summary>New claims and volumes carry a finalizer that keeps them while a pod or claim uses them.</summary>
internal sealed class StorageObjectInUseProtection : IMutatingAdmissionPlugin
{
    private const string ClaimFinalizer = "kubernetes.io/pvc-protection";
    private const string VolumeFinalizer = "kubernetes.io/pv-protection";

    public string Name => "StorageObjectInUseProtection";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.Subresource.Length == 0)
        {
            context.Object = context.Object switch
            {
                PersistentVolumeClaim claim => With(claim, ClaimFinalizer),
                PersistentVolume volume => With(volume, VolumeFinalizer),
                var other => other,
            };
        }

        return ValueTask.CompletedTask;
    }

    private static ApiObject With(ApiObject value, string finalizer) => value.Metadata.Finalizers.Contains(finalizer)
        ? value
        : value with { Metadata = value.Metadata with { Finalizers = value.Metadata.Finalizers.Add(finalizer) } };
}
