using KubeSharp.Api;
using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>One request for devices.</summary>
internal static class DeviceRequestChecks
{
    private const int AlternativesLimit = 8;
    private const string OneOfTwo = "exactly one of `exactly` or `firstAvailable` is required";

    public static void Validate(ErrorList errors, FieldPath path, DeviceRequest request)
    {
        DeviceNameChecks.Label(errors, path.Child("name"), request.Name);
        var alternatives = path.Child("firstAvailable");
        DeviceNameChecks.Limit(errors, alternatives, request.FirstAvailable.Count, AlternativesLimit);
        var names = new NameSet();
        for (var i = 0; i < request.FirstAvailable.Count; i++)
        {
            Alternative(errors, alternatives.Index(i), request.FirstAvailable[i]);
            if (!names.Add(request.FirstAvailable[i].Name))
            {
                errors.DuplicateText(alternatives.Index(i).Child("name"), request.FirstAvailable[i].Name);
            }
        }

        if (request.Exactly is { } exactly)
        {
            Exact(errors, path.Child("exactly"), exactly);
            if (request.FirstAvailable.Count > 0)
            {
                errors.Invalid(path, "null", OneOfTwo + ", but multiple fields are set");
            }
        }
        else if (request.FirstAvailable.Count == 0)
        {
            errors.Required(path, OneOfTwo);
        }
    }

    private static void Exact(ErrorList errors, FieldPath path, ExactDeviceRequest request)
    {
        ClassName(errors, path, request.DeviceClassName);
        DeviceSelectorChecks.Validate(errors, path, request.Selectors);
        Mode(errors, path, request.AllocationMode, request.Count);
        DeviceTolerationChecks.Tolerations(errors, path, request.Tolerations);
        Capacity(errors, path, request.Capacity);
    }

    private static void Alternative(ErrorList errors, FieldPath path, DeviceSubRequest request)
    {
        DeviceNameChecks.Label(errors, path.Child("name"), request.Name);
        ClassName(errors, path, request.DeviceClassName);
        DeviceSelectorChecks.Validate(errors, path, request.Selectors);
        Mode(errors, path, request.AllocationMode, request.Count);
        DeviceTolerationChecks.Tolerations(errors, path, request.Tolerations);
        Capacity(errors, path, request.Capacity);
    }

    private static void ClassName(ErrorList errors, FieldPath path, string name)
    {
        if (name.Length == 0)
        {
            errors.Required(path.Child("deviceClassName"), "");
        }
        else
        {
            NameChecks.Dns1123Subdomain(errors, path, "deviceClassName", name);
        }
    }

    private static void Mode(ErrorList errors, FieldPath path, string mode, long count)
    {
        switch (mode)
        {
            case "All":
                if (count != 0)
                {
                    errors.InvalidNumber(path.Child("count"), count, "must not be specified when allocationMode is 'All'");
                }

                break;
            case "ExactCount":
                if (count <= 0)
                {
                    errors.InvalidNumber(path.Child("count"), count, FieldChecks.NotPositive);
                }

                break;
            default:
                errors.NotSupportedText(path.Child("allocationMode"), mode, "All", "ExactCount");
                break;
        }
    }

    private static void Capacity(ErrorList errors, FieldPath path, CapacityRequirements? capacity)
    {
        if (capacity is null)
        {
            return;
        }

        foreach (var (name, value) in capacity.Requests)
        {
            var entry = path.Child("capacity").Child("requests").Key(name);
            DeviceNameChecks.Qualified(errors, entry, name);
            if (value.Sign < 0)
            {
                errors.InvalidText(entry, value.ToString(), FieldChecks.Negative);
            }
        }
    }
}
