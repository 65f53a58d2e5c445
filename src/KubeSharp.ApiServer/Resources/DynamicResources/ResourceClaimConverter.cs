using KubeSharp.Api;
using V1 = KubeSharp.Api.Resource.V1;
using V1Beta1 = KubeSharp.Api.Resource.V1beta1;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>resourceclaims in v1beta1</summary>
internal sealed class ResourceClaimConverter : VersionConverter<V1.ResourceClaim, V1Beta1.ResourceClaim>
{
    protected override V1Beta1.ResourceClaim ToServed(V1.ResourceClaim value) => new()
    {
        Metadata = value.Metadata,
        Spec = DeviceClaimConversion.ToServed(value.Spec),
        Status = Recast.ByNumber<V1Beta1.ResourceClaimStatus>(value.Status),
    };

    protected override V1.ResourceClaim ToStored(V1Beta1.ResourceClaim value) => new()
    {
        Metadata = value.Metadata,
        Spec = DeviceClaimConversion.ToStored(value.Spec),
        Status = Recast.ByNumber<V1.ResourceClaimStatus>(value.Status),
    };
}
