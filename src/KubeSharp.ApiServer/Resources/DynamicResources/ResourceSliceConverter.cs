using KubeSharp.Api;
using V1 = KubeSharp.Api.Resource.V1;
using V1Beta1 = KubeSharp.Api.Resource.V1beta1;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>resourceslices in v1beta1, which has the description of a device in "basic" and knows no unset node.</summary>
internal sealed class ResourceSliceConverter : VersionConverter<V1.ResourceSlice, V1Beta1.ResourceSlice>
{
    protected override V1Beta1.ResourceSlice ToServed(V1.ResourceSlice value) => new()
    {
        Metadata = value.Metadata,
        Spec = Recast.ByNumber<V1Beta1.ResourceSliceSpec>(value.Spec with { Devices = default }) with
        {
            Devices = [.. value.Spec.Devices.Select(ToServed)],
        },
    };

    protected override V1.ResourceSlice ToStored(V1Beta1.ResourceSlice value) => new()
    {
        Metadata = value.Metadata,
        Spec = Recast.ByNumber<V1.ResourceSliceSpec>(value.Spec with { Devices = default }) with
        {
            NodeName = value.Spec.NodeName.Length == 0 ? null : value.Spec.NodeName,
            AllNodes = value.Spec.AllNodes ? true : null,
            Devices = [.. value.Spec.Devices.Select(ToStored)],
        },
    };

    private static V1Beta1.Device ToServed(V1.Device value) => new() { Name = value.Name, Basic = Recast.ByName<V1Beta1.BasicDevice>(value) };

    private static V1.Device ToStored(V1Beta1.Device value) =>
        (value.Basic is { } basic ? Recast.ByName<V1.Device>(basic) : new V1.Device()) with { Name = value.Name };
}
