using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>spec.resources: they must cover what the containers ask for.</summary>
internal static class PodResourcesChecks
{
    public static void Validate(ErrorList errors, FieldPath specPath, PodSpec spec)
    {
        if (spec.Resources is not { } resources)
        {
            return;
        }

        var path = specPath.Child("resources");
        if (!resources.Claims.IsNil)
        {
            errors.Forbidden(path.Child("claims"), "claims cannot be set for Resources at pod-level");
        }

        ResourceRequirementsChecks.Validate(errors, specPath, "resources", resources, spec.ResourceClaims, ResourceRequirementsChecks.PodNames);
        foreach (var (name, sum) in PodLevelResources.TotalRequests(spec))
        {
            if (!PodLevelResources.IsSupported(name))
            {
                continue;
            }

            var request = resources.Requests.GetValueOrDefault(name);
            if (sum > request && (resources.Requests.ContainsKey(name) || resources.Requests.Count > 0))
            {
                errors.InvalidText(
                    path.Child("requests").Key(name),
                    request.ToString(),
                    $"must be greater than or equal to aggregate container requests of {sum}");
            }
        }

        for (var i = 0; i < spec.Containers.Count; i++)
        {
            foreach (var (name, limit) in spec.Containers[i].Resources.Limits)
            {
                if (resources.Limits.TryGetValue(name, out var podLimit) && limit > podLimit)
                {
                    errors.InvalidText(
                        path.Child("containers").Index(i).Key(name).Child("limits"),
                        limit.ToString(),
                        $"must be less than or equal to pod limits of {podLimit}");
                }
            }
        }
    }
}
