using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Admission.Storage;

/// <summary>A claim that names no class gets the default one: the newest, if several are marked so.</summary>
internal sealed class DefaultStorageClass(IObjectLookup objects) : IMutatingAdmissionPlugin
{
    private const string IsDefaultAnnotation = "storageclass.kubernetes.io/is-default-class";
    private const string BetaIsDefaultAnnotation = "storageclass.beta.kubernetes.io/is-default-class";

    public string Name => "DefaultStorageClass";

    public bool Handles(AdmissionOperation operation) => operation == AdmissionOperation.Create;

    public ValueTask AdmitAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        if (context.IsFor("", "persistentvolumeclaims") && context.Object is PersistentVolumeClaim { Spec.StorageClassName: null } claim
            && !claim.Metadata.Annotations.ContainsKey(Constants.BetaStorageClassAnnotation) && FindDefault() is { } name)
        {
            context.Object = claim with { Spec = claim.Spec with { StorageClassName = name } };
        }

        return ValueTask.CompletedTask;
    }

    private static bool IsDefault(StorageClass storageClass) =>
        storageClass.Metadata.Annotations.GetValueOrDefault(IsDefaultAnnotation) == "true"
        || storageClass.Metadata.Annotations.GetValueOrDefault(BetaIsDefaultAnnotation) == "true";

    private string? FindDefault() => objects.List<StorageClass>()
        .Where(IsDefault)
        .OrderByDescending(storageClass => storageClass.Metadata.CreationTimestamp)
        .ThenBy(storageClass => storageClass.Metadata.Name, StringComparer.Ordinal)
        .FirstOrDefault()?.Metadata.Name;
}
