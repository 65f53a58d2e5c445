using KubeSharp.Api;
using V1 = KubeSharp.Api.Resource.V1;
using V1Beta1 = KubeSharp.Api.Resource.V1beta1;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>Claims in v1beta1, whose requests have at their top what later stands in "exactly". All else is the same.</summary>
internal static class DeviceClaimConversion
{
    private static readonly V1.ExactDeviceRequest Nothing = new();

    public static V1Beta1.ResourceClaimSpec ToServed(V1.ResourceClaimSpec value)
    {
        var rest = Recast.ByName<V1Beta1.ResourceClaimSpec>(value with { Devices = value.Devices with { Requests = default } });
        return rest with { Devices = rest.Devices with { Requests = [.. value.Devices.Requests.Select(ToServed)] } };
    }

    public static V1.ResourceClaimSpec ToStored(V1Beta1.ResourceClaimSpec value)
    {
        var rest = Recast.ByName<V1.ResourceClaimSpec>(value with { Devices = value.Devices with { Requests = default } });
        return rest with { Devices = rest.Devices with { Requests = [.. value.Devices.Requests.Select(ToStored)] } };
    }

    private static V1Beta1.DeviceRequest ToServed(V1.DeviceRequest value) =>
        (value.Exactly is { } exactly ? Recast.ByName<V1Beta1.DeviceRequest>(exactly) : new V1Beta1.DeviceRequest()) with
        {
            Name = value.Name,
            FirstAvailable = [.. value.FirstAvailable.Select(Recast.ByName<V1Beta1.DeviceSubRequest>)],
        };

    private static V1.DeviceRequest ToStored(V1Beta1.DeviceRequest value)
    {
        var exactly = Recast.ByName<V1.ExactDeviceRequest>(value);
        return new V1.DeviceRequest
        {
            Name = value.Name,
            Exactly = value.FirstAvailable.Count > 0 && exactly == Nothing ? null : exactly,
            FirstAvailable = [.. value.FirstAvailable.Select(Recast.ByName<V1.DeviceSubRequest>)],
        };
    }
}
