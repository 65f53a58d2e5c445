using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Requests, limits and claims of a container or of a pod.</summary>
internal static class ResourceRequirementsChecks
{
    public delegate void NameCheck(ErrorList errors, FieldPath list, string name);

    public static readonly NameCheck ContainerNames = ResourceQuantityChecks.ContainerName;
    public static readonly NameCheck PodNames = ResourceQuantityChecks.PodName;

    /// <param name="child">Null where the requirements are the parent itself.</param>
    public static void Validate(
        ErrorList errors, FieldPath parent, string? child, ResourceRequirements resources, ApiList<PodResourceClaim> podClaims, NameCheck names)
    {
        if (resources.Limits.Count + resources.Requests.Count + resources.Claims.Count == 0)
        {
            return;
        }

        var path = child is null ? parent : parent.Child(child);
        var hugePages = false;
        var compute = false;
        if (resources.Limits.Count > 0)
        {
            var list = path.Child("limits");
            foreach (var (name, amount) in resources.Limits)
            {
                names(errors, list, name);
                ResourceQuantityChecks.Amount(errors, list, name, amount);
                hugePages |= HugePages(errors, list, name, amount);
                compute |= name is ResourceNames.Cpu or ResourceNames.Memory;
            }
        }

        if (resources.Requests.Count > 0)
        {
            var list = path.Child("requests");
            foreach (var (name, amount) in resources.Requests)
            {
                names(errors, list, name);
                ResourceQuantityChecks.Amount(errors, list, name, amount);
                AgainstLimit(errors, path, list, name, amount, resources.Limits);
                hugePages |= HugePages(errors, list, name, amount);
                compute |= name is ResourceNames.Cpu or ResourceNames.Memory;
            }
        }

        if (hugePages && !compute)
        {
            errors.Forbidden(path, "HugePages require cpu or memory");
        }

        Claims(errors, path, resources.Claims, podClaims);
    }

    private static void AgainstLimit(
        ErrorList errors, FieldPath path, FieldPath requests, string name, Quantity amount, ApiMap<Quantity> limits)
    {
        if (!limits.TryGetValue(name, out var limit))
        {
            if (!ResourceNames.IsOvercommitAllowed(name))
            {
                errors.Required(path.Child("limits"), "Limit must be set for non overcommitable resources");
            }
        }
        else if (amount != limit && !ResourceNames.IsOvercommitAllowed(name))
        {
            errors.InvalidText(requests, amount.ToString(), $"must be equal to {name} limit of {limit}");
        }
        else if (amount > limit)
        {
            errors.InvalidText(requests, amount.ToString(), $"must be less than or equal to {name} limit of {limit}");
        }
    }

    private static bool HugePages(ErrorList errors, FieldPath list, string name, Quantity amount)
    {
        if (!ResourceNames.IsHugePage(name))
        {
            return false;
        }

        if (!Quantity.TryParse(name[ResourceNames.HugePagesPrefix.Length..], out var size) || size.Value <= 0 || amount.Value % size.Value != 0)
        {
            errors.InvalidText(list.Key(name), amount.ToString(), $"{amount} is not positive integer multiple of {name}");
        }

        return true;
    }

    private static void Claims(ErrorList errors, FieldPath path, ApiList<ResourceClaim> claims, ApiList<PodResourceClaim> podClaims)
    {
        var seen = new NameSet();
        for (var i = 0; i < claims.Count; i++)
        {
            var claim = claims[i];
            var item = path.Child("claims").Index(i);
            if (claim.Name.Length == 0)
            {
                errors.Required(item, "");
                continue;
            }

            if (claim.Request.Length > 0)
            {
                NameChecks.Dns1123Label(errors, item, "request", claim.Request);
            }

            var key = claim.Request.Length > 0 ? claim.Name + "/" + claim.Request : claim.Name;
            if (seen.Contains(claim.Name))
            {
                errors.DuplicateText(item, claim.Name);
            }
            else if (!seen.Add(key))
            {
                errors.DuplicateText(item, key);
            }

            if (podClaims.FindIndex(c => c.Name == claim.Name) < 0)
            {
                errors.NotFound(item, ErrorList.Quote(claim.Name) + ": must be one of the names in pod.spec.resourceClaims" + Names(podClaims));
            }
        }
    }

    private static string Names(ApiList<PodResourceClaim> claims)
    {
        if (claims.Count == 0)
        {
            return " which is empty";
        }

        var names = new List<string>();
        foreach (var claim in claims)
        {
            names.Add(claim.Name);
        }

        names.Sort(StringComparer.Ordinal);
        return ": " + string.Join(", ", names);
    }
}
