using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>One device of a slice.</summary>
internal static class DeviceChecks
{
    private const int PropertiesLimit = 32;
    private const string OneSelection = "exactly one of `nodeName`, `nodeSelector`, or `allNodes` is required when `perDeviceNodeSelection` is set to true in the slice";

    public static void Validate(ErrorList errors, FieldPath path, Device device, bool selectsNode)
    {
        DeviceNameChecks.Label(errors, path.Child("name"), device.Name);
        foreach (var (name, attribute) in device.Attributes)
        {
            DeviceNameChecks.Qualified(errors, path.Child("attributes").Key(name), name);
            DeviceAttributeChecks.Validate(errors, path.Child("attributes").Key(name), attribute);
        }

        foreach (var (name, capacity) in device.Capacity)
        {
            DeviceNameChecks.Qualified(errors, path.Child("capacity").Key(name), name);
            CapacityPolicyChecks.Validate(errors, path.Child("capacity").Key(name), capacity, device.AllowMultipleAllocations is true);
        }

        var properties = device.Attributes.Count + device.Capacity.Count;
        if (properties > PropertiesLimit)
        {
            errors.InvalidNumber(path, properties, $"the total number of attributes and capacities must not exceed {PropertiesLimit}");
        }

        DeviceTolerationChecks.Taints(errors, path, device.Taints);
        CounterChecks.Consumption(errors, path.Child("consumesCounters"), device.ConsumesCounters);
        NodeSelection(errors, path, device, selectsNode);
        AllocationChecks.BindingConditions(errors, path, device.BindingConditions, device.BindingFailureConditions);
    }

    public static void NodeName(ErrorList errors, FieldPath path, string name)
    {
        if (name.Length == 0)
        {
            errors.InvalidText(path.Child("nodeName"), "", "must be either unset or set to a non-empty string");
        }
        else
        {
            NameChecks.Dns1123Subdomain(errors, path, "nodeName", name);
        }
    }

    public static void OnlyTrue(ErrorList errors, FieldPath path, string child, bool value)
    {
        if (!value)
        {
            errors.InvalidFlag(path.Child(child), value, "must be either unset or set to true");
        }
    }

    private static void NodeSelection(ErrorList errors, FieldPath path, Device device, bool selectsNode)
    {
        var count = 0;
        if (device.NodeName is { } node)
        {
            count++;
            Allowed(errors, path, "nodeName", selectsNode);
            NodeName(errors, path, node);
        }

        if (device.NodeSelector is { } selector)
        {
            count++;
            Allowed(errors, path, "nodeSelector", selectsNode);
            AllocationChecks.OneTerm(errors, path.Child("nodeSelector"), selector);
        }

        if (device.AllNodes is { } all)
        {
            count++;
            Allowed(errors, path, "allNodes", selectsNode);
            OnlyTrue(errors, path, "allNodes", all);
        }

        if (selectsNode && count == 0)
        {
            errors.Required(path, OneSelection);
        }
        else if (selectsNode && count > 1)
        {
            errors.Invalid(path, "null", OneSelection);
        }
    }

    private static void Allowed(ErrorList errors, FieldPath path, string child, bool allowed)
    {
        if (!allowed)
        {
            errors.Invalid(path.Child(child), "null", $"{child} can only be specified when `perDeviceNodeSelection` is set to true");
        }
    }
}
