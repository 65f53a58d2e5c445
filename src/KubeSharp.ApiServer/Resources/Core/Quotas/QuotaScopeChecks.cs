using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Quotas;

/// <summary>Scopes and scope selectors of a quota.</summary>
internal static class QuotaScopeChecks
{
    private const string NotForResource = "unsupported scope applied to resource";

    public static void Validate(ErrorList errors, FieldPath spec, ResourceQuotaSpec quota)
    {
        foreach (var scope in quota.Scopes)
        {
            Scope(errors, spec.Child("scopes"), ValueText.List(quota.Scopes), ValueText.List(quota.Scopes), scope, quota.Hard);
        }

        Conflicts(errors, spec.Child("scopes"), quota.Scopes, quota.Scopes);
        if (quota.ScopeSelector is not { } selector)
        {
            return;
        }

        var path = spec.Child("scopeSelector").Child("matchExpressions");
        var scopes = default(ApiList<string>);
        foreach (var requirement in selector.MatchExpressions)
        {
            Scope(errors, path.Child("scopeName"), ErrorList.Quote(requirement.ScopeName), "[scope selector]", requirement.ScopeName, quota.Hard);
            Requirement(errors, path, requirement);
            scopes = scopes.Add(requirement.ScopeName);
        }

        Conflicts(errors, path, scopes, quota.Scopes);
    }

    private static void Scope(ErrorList errors, FieldPath path, string value, string all, string scope, ApiMap<Quantity> hard)
    {
        if (scope is not ("Terminating" or "NotTerminating" or "BestEffort" or "NotBestEffort" or "PriorityClass" or
            "CrossNamespacePodAffinity" or "VolumeAttributesClass"))
        {
            errors.Invalid(path, value, "unsupported scope");
        }

        foreach (var (resource, _) in hard)
        {
            if (ResourceNames.IsStandardQuota(resource) && !Fits(scope, resource))
            {
                errors.Invalid(path, all, NotForResource);
            }
        }
    }

    private static bool Fits(string scope, string resource) => scope switch
    {
        "BestEffort" => resource == "pods",
        "VolumeAttributesClass" => resource is "persistentvolumeclaims" or "requests.storage",
        _ => resource is "pods" or "cpu" or "memory" or "ephemeral-storage" || resource.StartsWith("limits.", StringComparison.Ordinal) ||
            resource is "requests.cpu" or "requests.memory" or "requests.ephemeral-storage" ||
            resource.StartsWith("requests.hugepages-", StringComparison.Ordinal) || ResourceNames.IsHugePage(resource),
    };

    private static void Requirement(ErrorList errors, FieldPath path, ScopedResourceSelectorRequirement requirement)
    {
        if (requirement.ScopeName is "BestEffort" or "NotBestEffort" or "Terminating" or "NotTerminating" or "CrossNamespacePodAffinity" &&
            requirement.Operator != "Exists")
        {
            errors.InvalidText(
                path.Child("operator"),
                requirement.Operator,
                "must be 'Exists' when scope is any of ResourceQuotaScopeTerminating, ResourceQuotaScopeNotTerminating, ResourceQuotaScopeBestEffort, ResourceQuotaScopeNotBestEffort or ResourceQuotaScopeCrossNamespacePodAffinity");
        }

        switch (requirement.Operator)
        {
            case "In" or "NotIn":
                if (requirement.Values.Count == 0)
                {
                    errors.Required(
                        path.Child("values"), "must be at least one value when `operator` is 'In' or 'NotIn' for scope selector");
                }

                break;
            case "Exists" or "DoesNotExist":
                if (requirement.Values.Count > 0)
                {
                    errors.InvalidList(
                        path.Child("values"),
                        requirement.Values,
                        "must be no value when `operator` is 'Exist' or 'DoesNotExist' for scope selector");
                }

                break;
            default:
                errors.InvalidText(path.Child("operator"), requirement.Operator, "not a valid selector operator");
                break;
        }
    }

    private static void Conflicts(ErrorList errors, FieldPath path, ApiList<string> scopes, ApiList<string> shown)
    {
        if ((scopes.Contains("BestEffort") && scopes.Contains("NotBestEffort")) ||
            (scopes.Contains("Terminating") && scopes.Contains("NotTerminating")))
        {
            errors.InvalidList(path, shown, "conflicting scopes");
        }
    }
}
