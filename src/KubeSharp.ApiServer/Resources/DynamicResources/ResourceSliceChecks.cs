using KubeSharp.Api;
using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>What a driver publishes: a slice of a pool of devices, or the counters that devices share (KEP-4815).</summary>
internal static class ResourceSliceChecks
{
    private const int DevicesLimit = 128;
    private const int AdvancedDevicesLimit = 64;
    private const string OneSelection = "exactly one of `nodeName`, `nodeSelector`, `allNodes`, `perDeviceNodeSelection` is required";

    private static readonly FieldPath Spec = FieldPath.Root("spec");

    public static void Validate(ErrorList errors, ResourceSliceSpec spec)
    {
        DeviceNameChecks.Driver(errors, Spec.Child("driver"), spec.Driver);
        Pool(errors, Spec.Child("pool"), spec.Pool);
        NodeSelection(errors, spec);
        Devices(errors, spec);
        if (spec.Devices.Count > 0 && spec.SharedCounters.Count > 0)
        {
            errors.Invalid(Spec, "{`devices`, `sharedCounters`}", "only one of `devices` or `sharedCounters` is allowed");
        }

        CounterChecks.Sets(errors, Spec.Child("sharedCounters"), spec.SharedCounters);
    }

    /// <summary>Who publishes the slice, and for which pool and node, stays.</summary>
    public static void ValidateUpdate(ErrorList errors, ResourceSliceSpec spec, ResourceSliceSpec old)
    {
        FieldChecks.Unchanged(errors, Spec.Child("pool"), "name", spec.Pool.Name, old.Pool.Name);
        FieldChecks.Unchanged(errors, Spec, "driver", spec.Driver, old.Driver);
        FieldChecks.Unchanged(errors, Spec, "nodeName", spec.NodeName, old.NodeName);
    }

    private static void Pool(ErrorList errors, FieldPath path, ResourcePool pool)
    {
        DeviceNameChecks.Pool(errors, path.Child("name"), pool.Name);
        if (pool.ResourceSliceCount <= 0)
        {
            errors.InvalidNumber(path.Child("resourceSliceCount"), pool.ResourceSliceCount, FieldChecks.NotPositive);
        }

        if (pool.Generation < 0)
        {
            errors.InvalidNumber(path.Child("generation"), pool.Generation, "must be greater than or equal to zero");
        }
    }

    private static void NodeSelection(ErrorList errors, ResourceSliceSpec spec)
    {
        var set = new List<string>();
        if (spec.NodeName is { } node)
        {
            set.Add("`nodeName`");
            DeviceChecks.NodeName(errors, Spec, node);
        }

        if (spec.NodeSelector is { } selector)
        {
            set.Add("`nodeSelector`");
            AllocationChecks.OneTerm(errors, Spec.Child("nodeSelector"), selector);
        }

        if (spec.AllNodes is { } all)
        {
            set.Add("`allNodes`");
            DeviceChecks.OnlyTrue(errors, Spec, "allNodes", all);
        }

        if (spec.PerDeviceNodeSelection is { } each)
        {
            set.Add("`perDeviceNodeSelection`");
            DeviceChecks.OnlyTrue(errors, Spec, "perDeviceNodeSelection", each);
        }

        if (set.Count == 0 && spec.SharedCounters.Count == 0)
        {
            errors.Required(Spec, OneSelection);
        }
        else if (set.Count > 1)
        {
            errors.Invalid(Spec, "{" + string.Join(", ", set) + "}", OneSelection + ", but multiple fields are set");
        }
    }

    private static void Devices(ErrorList errors, ResourceSliceSpec spec)
    {
        var path = Spec.Child("devices");
        var advanced = spec.Devices.FindIndex(static d => d.Taints.Count > 0 || d.ConsumesCounters.Count > 0) >= 0;
        DeviceNameChecks.Limit(errors, path, spec.Devices.Count, advanced ? AdvancedDevicesLimit : DevicesLimit);
        var names = new NameSet();
        for (var i = 0; i < spec.Devices.Count; i++)
        {
            DeviceChecks.Validate(errors, path.Index(i), spec.Devices[i], spec.PerDeviceNodeSelection is true);
            if (!names.Add(spec.Devices[i].Name))
            {
                errors.DuplicateText(path.Index(i).Child("name"), spec.Devices[i].Name);
            }
        }
    }
}
