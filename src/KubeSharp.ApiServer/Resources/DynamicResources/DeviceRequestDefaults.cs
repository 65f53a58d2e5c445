using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>Defaults of device requests: exactly one device.</summary>
internal static class DeviceRequestDefaults
{
    private const string ExactCount = "ExactCount";

    private static readonly Func<DeviceSubRequest, DeviceSubRequest> Sub = static r => r switch
    {
        { AllocationMode: "", Count: 0 } => r with { AllocationMode = ExactCount, Count = 1 },
        { AllocationMode: "" } => r with { AllocationMode = ExactCount },
        { AllocationMode: ExactCount, Count: 0 } => r with { Count = 1 },
        _ => r,
    };

    private static readonly Func<DeviceRequest, DeviceRequest> Request = static r => Apply(r);

    public static ResourceClaimSpec Apply(ResourceClaimSpec spec)
    {
        var requests = spec.Devices.Requests.Map(Request);
        return requests.SameAs(spec.Devices.Requests) ? spec : spec with { Devices = spec.Devices with { Requests = requests } };
    }

    private static DeviceRequest Apply(DeviceRequest request)
    {
        if (request.Exactly is { AllocationMode: "" or ExactCount } exactly && (exactly.Count == 0 || exactly.AllocationMode.Length == 0))
        {
            request = request with { Exactly = exactly with { AllocationMode = ExactCount, Count = exactly.Count == 0 ? 1 : exactly.Count } };
        }

        var first = request.FirstAvailable.Map(Sub);
        return first.SameAs(request.FirstAvailable) ? request : request with { FirstAvailable = first };
    }
}
