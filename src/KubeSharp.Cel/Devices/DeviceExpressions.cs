using KubeSharp.Cel.Libraries;
using KubeSharp.Cel.Types;

namespace KubeSharp.Cel.Devices;

/// <summary>
/// The selectors of dynamic resource allocation (KEP-4381): what they may say of a <c>device</c>. Attributes and capacity are maps by domain, then
/// by name.
/// </summary>
public static class DeviceExpressions
{
    private static readonly ObjectType Device = new(
        "kubernetes.DRADevice",
        [
            new("driver", CelType.String),
            new("attributes", CelType.Map(CelType.String, CelType.Map(CelType.String, CelType.Dyn))),
            new("capacity", CelType.Map(CelType.String, CelType.Map(CelType.String, QuantityValue.QuantityType))),
            new("allowMultipleAllocations", CelType.Bool),
        ]);

    public static CelEnvironment Environment { get; } = CelEnvironment.Kubernetes.With(CelLibrary.Bindings).With(("device", Device));

    /// <summary>What a selector may cost, with devices as large as they are allowed to be.</summary>
    public static ulong MaxCost(CelProgram program) => program.EstimateCost(DeviceSizes.Instance).Max;
}
