using KubeSharp.Cel.Costs;

namespace KubeSharp.Cel.Devices;

/// <summary>How large the parts of a device may be, by the validation of ResourceSlices.</summary>
internal sealed class DeviceSizes : ISizeEstimator
{
    private const ulong MaxEntries = 32;
    private const ulong MaxDomain = 63;
    private const ulong MaxIdentifier = 32;
    private const ulong MaxText = 64;

    public static DeviceSizes Instance { get; } = new();

    public SizeEstimate? Estimate(CostNode node) => node.Path switch
    {
        ["device", "driver"] => new SizeEstimate(0, MaxDomain),
        ["device", "attributes" or "capacity"] => new SizeEstimate(0, MaxEntries),
        ["device", "attributes" or "capacity", "@keys"] => new SizeEstimate(0, MaxDomain),
        ["device", "attributes" or "capacity", _] => new SizeEstimate(0, MaxEntries),
        ["device", "attributes" or "capacity", _, "@keys"] => new SizeEstimate(0, MaxIdentifier),
        ["device", "attributes", _, _] => new SizeEstimate(0, MaxText),
        _ => null,
    };
}
