using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Resources;
using DeviceConstants = KubeSharp.Api.Resource.V1.Constants;
using ResourceClaim = KubeSharp.Api.Resource.V1.ResourceClaim;

namespace KubeSharp.ApiServer.Admission.Devices;

/// <summary>Devices in use by others, for monitoring: only in namespaces that an administrator has labelled (KEP-5018).</summary>
internal sealed class DeviceAdminAccess(IObjectLookup objects) : IValidatingAdmissionPlugin
{
    private const string Group = "resource.k8s.io";

    public string Name => "DeviceAdminAccess";

    public bool Handles(AdmissionOperation operation) => operation is AdmissionOperation.Create or AdmissionOperation.Update;

    public ValueTask ValidateAsync(AdmissionContext context, CancellationToken cancellationToken)
    {
        var asks = context.Object switch
        {
            ResourceClaim { Status.Allocation: { } allocation } claim when context.Subresource == "status" =>
                (context.OldObject as ResourceClaim)?.Status.Allocation is null
                && allocation.Devices.Results.FindIndex(static result => result.AdminAccess is true) >= 0,
            ResourceClaim claim when context.Operation == AdmissionOperation.Create => Asks(claim.Spec),
            ResourceClaimTemplate template when context.Operation == AdmissionOperation.Create => Asks(template.Spec.Spec),
            _ => false,
        };
        if (asks && objects.Get<Namespace>("", context.Namespace)?.Metadata.Labels.GetValueOrDefault(DeviceConstants.DRAAdminNamespaceLabelKey) != "true")
        {
            var errors = new ErrorList();
            errors.Forbidden(
                FieldPath.Root(""),
                $"admin access to devices requires the `{DeviceConstants.DRAAdminNamespaceLabelKey}: true` label on the containing namespace");
            throw ApiErrors.Invalid(Group, context.Resource.Kind, context.Name, errors.Causes);
        }

        return ValueTask.CompletedTask;
    }

    private static bool Asks(ResourceClaimSpec spec) =>
        spec.Devices.Requests.FindIndex(static request => request.Exactly?.AdminAccess is true) >= 0;
}
