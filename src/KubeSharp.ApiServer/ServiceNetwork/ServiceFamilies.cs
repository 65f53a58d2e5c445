using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Bootstrap;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>Fills in ipFamilyPolicy and ipFamilies (KEP-563) from what is given and what the cluster has.</summary>
internal static class ServiceFamilies
{
    /// <param name="service">With clusterIPs in step with clusterIP.</param>
    /// <param name="configured">The families of the cluster's ranges, the default one first.</param>
    /// <param name="errors">What does not fit.</param>
    public static Service Default(Service service, IReadOnlyList<string> configured, ErrorList errors)
    {
        var spec = service.Spec;
        if (spec.Type == ServiceType.ExternalName)
        {
            return service with { Spec = spec with { IPFamilies = default, IPFamilyPolicy = null } };
        }

        var families = FromAddresses(spec);
        var policy = spec.IPFamilyPolicy;
        var isBareHeadless = ServiceUsage.IsHeadless(service) && spec.Selector.Count == 0;
        policy ??= families.Count > 1 || isBareHeadless ? IPFamilyPolicy.RequireDualStack : IPFamilyPolicy.SingleStack;
        if (!isBareHeadless)
        {
            Check(policy, families, configured, errors);
        }

        if (families.Count == 0)
        {
            families = [configured[0]];
        }

        if (families.Count == 1 && policy != IPFamilyPolicy.SingleStack && (configured.Count > 1 || isBareHeadless))
        {
            families = families.Add(families[0] == IPFamily.IPv4Protocol ? IPFamily.IPv6Protocol : IPFamily.IPv4Protocol);
        }
        else if (families.Count > 1 && policy == IPFamilyPolicy.SingleStack && spec.ClusterIPs.Count <= 1)
        {
            families = [families[0]];
        }

        return service with { Spec = spec with { IPFamilies = families, IPFamilyPolicy = policy } };
    }

    private static ApiList<string> FromAddresses(ServiceSpec spec)
    {
        var families = spec.IPFamilies;
        for (var i = families.Count; i < spec.ClusterIPs.Count; i++)
        {
            if (IPAddress.TryParse(spec.ClusterIPs[i], out var address))
            {
                families = families.Add(KubernetesService.FamilyOf(address));
            }
        }

        return families;
    }

    private static void Check(string policy, ApiList<string> families, IReadOnlyList<string> configured, ErrorList errors)
    {
        var path = FieldPath.Root("spec");
        if (policy == IPFamilyPolicy.RequireDualStack && configured.Count < 2)
        {
            errors.Invalid(path.Child("ipFamilyPolicy"), ErrorList.Quote(policy), "this cluster is not configured for dual-stack services");
        }

        for (var i = 0; i < families.Count; i++)
        {
            if (!configured.Contains(families[i]))
            {
                errors.Invalid(path.Child("ipFamilies").Index(i), ErrorList.Quote(families[i]), "not configured on this cluster");
            }
        }
    }
}
