using V1 = KubeSharp.Api.Resource.V1;
using V1Beta1 = KubeSharp.Api.Resource.V1beta1;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>resourceclaimtemplates in v1beta1</summary>
internal sealed class ResourceClaimTemplateConverter : VersionConverter<V1.ResourceClaimTemplate, V1Beta1.ResourceClaimTemplate>
{
    protected override V1Beta1.ResourceClaimTemplate ToServed(V1.ResourceClaimTemplate value) => new()
    {
        Metadata = value.Metadata,
        Spec = new V1Beta1.ResourceClaimTemplateSpec { Metadata = value.Spec.Metadata, Spec = DeviceClaimConversion.ToServed(value.Spec.Spec) },
    };

    protected override V1.ResourceClaimTemplate ToStored(V1Beta1.ResourceClaimTemplate value) => new()
    {
        Metadata = value.Metadata,
        Spec = new V1.ResourceClaimTemplateSpec { Metadata = value.Spec.Metadata, Spec = DeviceClaimConversion.ToStored(value.Spec.Spec) },
    };
}
