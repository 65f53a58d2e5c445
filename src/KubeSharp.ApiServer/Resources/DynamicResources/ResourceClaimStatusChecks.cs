using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>The status of a claim: who uses it, and what its drivers say of the devices. The allocation itself never changes.</summary>
internal static class ResourceClaimStatusChecks
{
    private const int ConsumersLimit = 256;
    private const int ConditionsLimit = 8;
    private const int AddressesLimit = 16;
    private const int InterfaceNameLimit = 256;
    private const int HardwareAddressLimit = 128;

    private static readonly FieldPath Status = FieldPath.Root("status");

    public static void Validate(ErrorList errors, ResourceClaim value, ResourceClaim old)
    {
        Consumers(errors, value, old);
        if (value.Status.Allocation is { } allocation)
        {
            if (old.Status.Allocation is not { } before)
            {
                AllocationChecks.Validate(errors, Status.Child("allocation"), allocation, DeviceClaimChecks.RequestNames(old.Spec.Devices));
            }
            else if (allocation != before)
            {
                errors.Invalid(Status.Child("allocation"), allocation.ToString(), FieldChecks.Immutable);
            }
        }

        Devices(errors, value.Status);
    }

    private static void Consumers(ErrorList errors, ResourceClaim value, ResourceClaim old)
    {
        var consumers = value.Status.ReservedFor;
        var path = Status.Child("reservedFor");
        DeviceNameChecks.Limit(errors, path, consumers.Count, ConsumersLimit);
        var uids = new NameSet();
        var added = false;
        for (var i = 0; i < consumers.Count; i++)
        {
            var consumer = consumers[i];
            FieldChecks.Required(errors, path.Index(i), "resource", consumer.Resource);
            FieldChecks.Required(errors, path.Index(i), "name", consumer.Name);
            FieldChecks.Required(errors, path.Index(i), "uid", consumer.UID);
            if (!uids.Add(consumer.UID))
            {
                errors.DuplicateText(path.Index(i).Child("uid"), consumer.UID);
            }

            added |= old.Status.ReservedFor.FindIndex(c => c.UID == consumer.UID) < 0;
        }

        if (consumers.Count > 0 && value.Status.Allocation is null)
        {
            errors.Forbidden(path, "may not be specified when `allocated` is not set");
        }
        else if (added && value.Metadata.DeletionTimestamp is not null)
        {
            errors.Forbidden(path, "new entries may not be added while `deallocationRequested` or `deletionTimestamp` are set");
        }
    }

    private static void Devices(ErrorList errors, ResourceClaimStatus status)
    {
        var list = Status.Child("devices");
        var seen = new NameSet();
        for (var i = 0; i < status.Devices.Count; i++)
        {
            var (path, device) = (list.Index(i), status.Devices[i]);
            DeviceNameChecks.Driver(errors, path.Child("driver"), device.Driver);
            DeviceNameChecks.Pool(errors, path.Child("pool"), device.Pool);
            DeviceNameChecks.Label(errors, path.Child("device"), device.Device);
            var id = device.Driver + "/" + device.Pool + "/" + device.Device + (device.ShareID is { } share ? "/" + share : "");
            if (!seen.Add(id))
            {
                errors.DuplicateText(path, id);
            }

            if (status.Allocation is null || status.Allocation.Devices.Results.FindIndex(r => IsOf(r, device)) < 0)
            {
                errors.InvalidText(path, id, "must be an allocated device in the claim");
            }

            DeviceNameChecks.Limit(errors, path.Child("conditions"), device.Conditions.Count, ConditionsLimit);
            ConditionChecks.Validate(errors, path, "conditions", device.Conditions);
            if (!device.Data.IsNil)
            {
                DeviceNameChecks.Parameters(errors, path.Child("data"), device.Data);
            }

            if (device.NetworkData is { } network)
            {
                Network(errors, path.Child("networkData"), network);
            }
        }
    }

    private static bool IsOf(DeviceRequestAllocationResult result, AllocatedDeviceStatus device) =>
        result.Driver == device.Driver && result.Pool == device.Pool && result.Device == device.Device && result.ShareID == device.ShareID;

    private static void Network(ErrorList errors, FieldPath path, NetworkDeviceData data)
    {
        if (data.InterfaceName.Length > InterfaceNameLimit)
        {
            errors.TooLong(path.Child("interfaceName"), InterfaceNameLimit);
        }

        if (data.HardwareAddress.Length > HardwareAddressLimit)
        {
            errors.TooLong(path.Child("hardwareAddress"), HardwareAddressLimit);
        }

        DeviceNameChecks.Limit(errors, path.Child("ips"), data.IPs.Count, AddressesLimit);
        var seen = new NameSet();
        for (var i = 0; i < data.IPs.Count; i++)
        {
            Address(errors, path.Child("ips").Index(i), data.IPs[i]);
            if (!seen.Add(data.IPs[i]))
            {
                errors.DuplicateText(path.Child("ips").Index(i), data.IPs[i]);
            }
        }
    }

    /// <summary>An address with the length of its network's prefix, in canonical form.</summary>
    private static void Address(ErrorList errors, FieldPath path, string text)
    {
        if (!IpChecks.TryParseCidr(text, out IPAddress address, out var length))
        {
            errors.InvalidText(path, text, "must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)");
        }
        else if ($"{address}/{length}" is var canonical && canonical != text)
        {
            errors.InvalidText(path, text, $"must be in canonical form (\"{canonical}\")");
        }
    }
}
