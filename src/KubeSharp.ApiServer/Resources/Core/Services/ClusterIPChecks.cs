using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>clusterIP(s), ipFamilies and ipFamilyPolicy, which must fit together.</summary>
internal static class ClusterIPChecks
{
    public static void Validate(ErrorList errors, FieldPath path, ServiceSpec spec)
    {
        if (spec.Type == "ExternalName")
        {
            return;
        }

        var list = path.Child("clusterIPs");
        if (spec.ClusterIP.Length == 0)
        {
            if (spec.ClusterIPs.Count > 0)
            {
                errors.InvalidList(list, spec.ClusterIPs, "must be empty when `clusterIP` is not specified");
            }
        }
        else if (spec.ClusterIPs.Count == 0)
        {
            errors.Required(list, "");
        }
        else if (spec.ClusterIPs[0] != spec.ClusterIP)
        {
            errors.InvalidList(list, spec.ClusterIPs, "first value must match `clusterIP`");
        }

        Families(errors, path, spec);
        if (spec.IPFamilyPolicy is { } policy)
        {
            FieldChecks.OneOf(errors, path, "ipFamilyPolicy", policy, "PreferDualStack", "RequireDualStack", "SingleStack");
        }

        if (Addresses(errors, list, spec))
        {
            Match(errors, list, spec);
        }
    }

    private static void Families(ErrorList errors, FieldPath path, ServiceSpec spec)
    {
        var seen = new NameSet();
        for (var i = 0; i < spec.IPFamilies.Count; i++)
        {
            var item = path.Child("ipFamilies").Index(i);
            if (spec.IPFamilies[i] is not ("IPv4" or "IPv6"))
            {
                errors.NotSupportedText(item, spec.IPFamilies[i], "IPv4", "IPv6");
            }

            if (!seen.Add(spec.IPFamilies[i]))
            {
                errors.DuplicateText(item, spec.IPFamilies[i]);
            }
        }
    }

    /// <returns>Whether all are addresses (or the one is None), so that they can be looked at together.</returns>
    private static bool Addresses(ErrorList errors, FieldPath list, ServiceSpec spec)
    {
        var valid = true;
        for (var i = 0; i < spec.ClusterIPs.Count; i++)
        {
            if (i == 0 && spec.ClusterIPs[i] == "None")
            {
                if (spec.ClusterIPs.Count > 1)
                {
                    valid = false;
                    errors.InvalidList(list, spec.ClusterIPs, "'None' must be the first and only value");
                }

                continue;
            }

            valid &= IpChecks.Ip(errors, list.Index(i), spec.ClusterIPs[i]);
        }

        if (spec.ClusterIPs.Count > 2)
        {
            errors.InvalidList(list, spec.ClusterIPs, "may only hold up to 2 values");
        }

        return valid;
    }

    private static void Match(ErrorList errors, FieldPath list, ServiceSpec spec)
    {
        if (spec.ClusterIPs.Count > 1 && IpChecks.IsIPv6(spec.ClusterIPs[0]) == IpChecks.IsIPv6(spec.ClusterIPs[1]))
        {
            errors.InvalidList(list, spec.ClusterIPs, "may specify no more than one IP for each IP family");
        }

        if (ServiceTypes.IsHeadless(spec))
        {
            return;
        }

        for (var i = 0; i < Math.Min(spec.ClusterIPs.Count, spec.IPFamilies.Count); i++)
        {
            var family = spec.IPFamilies[i];
            if (family is "IPv4" or "IPv6" && IpChecks.IsIPv6(spec.ClusterIPs[i]) != (family == "IPv6"))
            {
                errors.InvalidText(list.Index(i), spec.ClusterIPs[i], $"expected an {family} value as indicated by `ipFamilies[{i}]`");
            }
        }
    }
}
