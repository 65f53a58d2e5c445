using KubeSharp.Api;
using KubeSharp.Api.Resource.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.DynamicResources;

/// <summary>What a claim asks for: requests, constraints between them, and configuration.</summary>
internal static class DeviceClaimChecks
{
    private const int Max = 32;
    private const string OneOfTwo = "exactly one of `matchAttribute` or `distinctAttribute` is required";

    public static void Validate(ErrorList errors, FieldPath spec, ResourceClaimSpec value)
    {
        var path = spec.Child("devices");
        var claim = value.Devices;
        Requests(errors, path.Child("requests"), claim.Requests);
        var names = RequestNames(claim);
        var constraints = path.Child("constraints");
        DeviceNameChecks.Limit(errors, constraints, claim.Constraints.Count, Max);
        for (var i = 0; i < claim.Constraints.Count; i++)
        {
            Constraint(errors, constraints.Index(i), claim.Constraints[i], names);
        }

        var config = path.Child("config");
        DeviceNameChecks.Limit(errors, config, claim.Config.Count, Max);
        for (var i = 0; i < claim.Config.Count; i++)
        {
            References(errors, config.Index(i).Child("requests"), claim.Config[i].Requests, names);
            DeviceConfigurationChecks.Validate(errors, config.Index(i), claim.Config[i].Opaque);
        }
    }

    /// <summary>The names by which requests can be referred to: of the request, and <c>request/alternative</c>.</summary>
    public static HashSet<string> RequestNames(DeviceClaim claim)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var request in claim.Requests)
        {
            names.Add(request.Name);
            foreach (var alternative in request.FirstAvailable)
            {
                names.Add(request.Name + "/" + alternative.Name);
            }
        }

        return names;
    }

    public static void References(ErrorList errors, FieldPath path, ApiList<string> requests, HashSet<string> names)
    {
        DeviceNameChecks.Limit(errors, path, requests.Count, Max);
        var seen = new NameSet();
        for (var i = 0; i < requests.Count; i++)
        {
            Reference(errors, path.Index(i), requests[i], names);
            if (!seen.Add(requests[i]))
            {
                errors.DuplicateText(path.Index(i), requests[i]);
            }
        }
    }

    public static void Reference(ErrorList errors, FieldPath path, string request, HashSet<string> names)
    {
        var parts = request.Split('/');
        if (parts.Length > 2)
        {
            errors.InvalidText(path, request, "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'");
            return;
        }

        foreach (var part in parts)
        {
            NameChecks.Dns1123Label(errors, path, null, part);
        }

        if (!names.Contains(request))
        {
            errors.InvalidText(path, request, "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'");
        }
    }

    private static void Requests(ErrorList errors, FieldPath path, ApiList<DeviceRequest> requests)
    {
        DeviceNameChecks.Limit(errors, path, requests.Count, Max);
        var names = new NameSet();
        for (var i = 0; i < requests.Count; i++)
        {
            DeviceRequestChecks.Validate(errors, path.Index(i), requests[i]);
            if (!names.Add(requests[i].Name))
            {
                errors.DuplicateText(path.Index(i).Child("name"), requests[i].Name);
            }
        }
    }

    private static void Constraint(ErrorList errors, FieldPath path, DeviceConstraint constraint, HashSet<string> names)
    {
        References(errors, path.Child("requests"), constraint.Requests, names);
        if (constraint.MatchAttribute is { } match)
        {
            DeviceNameChecks.FullyQualified(errors, path.Child("matchAttribute"), match);
        }

        if (constraint.DistinctAttribute is { } distinct)
        {
            DeviceNameChecks.FullyQualified(errors, path.Child("distinctAttribute"), distinct);
        }

        switch (constraint)
        {
            case { MatchAttribute: null, DistinctAttribute: null }:
                errors.Required(path, OneOfTwo);
                break;
            case { MatchAttribute: not null, DistinctAttribute: not null }:
                errors.Required(path, OneOfTwo + ", but multiple fields are set");
                break;
        }
    }
}
