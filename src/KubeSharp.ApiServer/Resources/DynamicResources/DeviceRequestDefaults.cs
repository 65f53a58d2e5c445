using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>Defaults of device requests: exactly one device, and taints that are tolerated by value.</summary>
internal static class DeviceRequestDefaults
{
    private const string ExactCount = "ExactCount";

    private static readonly Func<DeviceToleration, DeviceToleration> Toleration =
        static t => t.Operator.Length > 0 ? t : t with { Operator = "Equal" };

    private static readonly Func<DeviceSubRequest, DeviceSubRequest> Sub = static r =>
    {
        var (mode, count) = Mode(r.AllocationMode, r.Count);
        var tolerations = r.Tolerations.Map(Toleration);
        return mode == r.AllocationMode && count == r.Count && tolerations.SameAs(r.Tolerations)
            ? r
            : r with { AllocationMode = mode, Count = count, Tolerations = tolerations };
    };

    private static readonly Func<DeviceRequest, DeviceRequest> Request = static r => Apply(r);

    public static ResourceClaimSpec Apply(ResourceClaimSpec spec)
    {
        var requests = spec.Devices.Requests.Map(Request);
        return requests.SameAs(spec.Devices.Requests) ? spec : spec with { Devices = spec.Devices with { Requests = requests } };
    }

    private static DeviceRequest Apply(DeviceRequest request)
    {
        if (request.Exactly is { } exactly)
        {
            var (mode, count) = Mode(exactly.AllocationMode, exactly.Count);
            var tolerations = exactly.Tolerations.Map(Toleration);
            if (mode != exactly.AllocationMode || count != exactly.Count || !tolerations.SameAs(exactly.Tolerations))
            {
                request = request with { Exactly = exactly with { AllocationMode = mode, Count = count, Tolerations = tolerations } };
            }
        }

        var first = request.FirstAvailable.Map(Sub);
        return first.SameAs(request.FirstAvailable) ? request : request with { FirstAvailable = first };
    }

    private static (string Mode, long Count) Mode(string mode, long count) => (mode, count) switch
    {
        ("" or ExactCount, 0) => (ExactCount, 1),
        ("", _) => (ExactCount, count),
        _ => (mode, count),
    };
}
