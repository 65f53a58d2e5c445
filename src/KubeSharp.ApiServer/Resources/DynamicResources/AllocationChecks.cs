using KubeSharp.Api;
using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Core.Pods;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>What the scheduler has allocated for a claim.</summary>
internal static class AllocationChecks
{
    private const int ResultsLimit = 32;
    private const int ConfigLimit = 64;
    private const int ConditionsLimit = 4;

    public static void Validate(ErrorList errors, FieldPath path, AllocationResult allocation, HashSet<string> requests)
    {
        var devices = path.Child("devices");
        Results(errors, devices.Child("results"), allocation.Devices.Results, requests);
        var config = allocation.Devices.Config;
        DeviceNameChecks.Limit(errors, devices.Child("config"), config.Count, ConfigLimit);
        for (var i = 0; i < config.Count; i++)
        {
            var at = devices.Child("config").Index(i);
            FieldChecks.RequiredOneOf(errors, at, "source", config[i].Source, "FromClaim", "FromClass");
            DeviceClaimChecks.References(errors, at.Child("requests"), config[i].Requests, requests);
            DeviceConfigurationChecks.Validate(errors, at, config[i].Opaque);
        }

        if (allocation.NodeSelector is { } selector)
        {
            OneTerm(errors, path.Child("nodeSelector"), selector);
        }
    }

    /// <summary>A node selector with exactly one term.</summary>
    public static void OneTerm(ErrorList errors, FieldPath path, Api.Core.V1.NodeSelector selector)
    {
        NodeSelectorChecks.Validate(errors, path, selector);
        if (selector.NodeSelectorTerms.Count > 1)
        {
            errors.Invalid(path.Child("nodeSelectorTerms"), selector.ToString(), "must have exactly one node selector term");
        }
    }

    /// <summary>Types of conditions that a driver sets before, or when it cannot, bind a device (KEP-5007).</summary>
    public static void BindingConditions(ErrorList errors, FieldPath path, ApiList<string> conditions, ApiList<string> failures)
    {
        Types(errors, path.Child("bindingConditions"), conditions);
        Types(errors, path.Child("bindingFailureConditions"), failures);
        if (conditions.Count > 0 && failures.Count == 0)
        {
            errors.Invalid(path.Child("bindingFailureConditions"), "[]", "bindingFailureConditions are required to use bindingConditions");
        }

        if (failures.Count > 0 && conditions.Count == 0)
        {
            errors.Invalid(path.Child("bindingConditions"), "[]", "bindingConditions are required to use bindingFailureConditions");
        }

        for (var i = 0; i < failures.Count; i++)
        {
            if (conditions.Contains(failures[i]))
            {
                errors.InvalidText(
                    path.Child("bindingFailureConditions").Index(i), failures[i], "bindingFailureConditions must not overlap with bindingConditions");
            }
        }
    }

    private static void Results(ErrorList errors, FieldPath path, ApiList<DeviceRequestAllocationResult> results, HashSet<string> requests)
    {
        DeviceNameChecks.Limit(errors, path, results.Count, ResultsLimit);
        for (var i = 0; i < results.Count; i++)
        {
            var (at, result) = (path.Index(i), results[i]);
            DeviceClaimChecks.Reference(errors, at.Child("request"), result.Request, requests);
            DeviceNameChecks.Driver(errors, at.Child("driver"), result.Driver);
            DeviceNameChecks.Pool(errors, at.Child("pool"), result.Pool);
            DeviceNameChecks.Label(errors, at.Child("device"), result.Device);
            BindingConditions(errors, at, result.BindingConditions, result.BindingFailureConditions);
            if (result.ShareID is { } share && !Guid.TryParseExact(share, "D", out _))
            {
                errors.InvalidText(at.Child("shareID"), share, "must be a lowercase UUID in RFC 4122 format");
            }
        }
    }

    private static void Types(ErrorList errors, FieldPath path, ApiList<string> types)
    {
        DeviceNameChecks.Limit(errors, path, types.Count, ConditionsLimit);
        for (var i = 0; i < types.Count; i++)
        {
            NameChecks.QualifiedName(errors, path.Index(i), null, types[i]);
        }
    }
}
