using System.Net;
using KubeSharp.Api.Networking.V1;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>The ranges of the ServiceCIDR objects (KEP-1880). Until the default one is there, the ranges of the command line stand in for it.</summary>
internal sealed class ServiceRanges(IReadOnlyList<IPNetwork> configured)
{
    public const string DefaultName = "kubernetes";

    private readonly SortedDictionary<string, ServiceCIDR> _cidrs = new(StringComparer.Ordinal);

    public void Set(ServiceCIDR value) => _cidrs[value.Metadata.Name] = value;

    public void Remove(ServiceCIDR value) => _cidrs.Remove(value.Metadata.Name);

    /// <summary>The usable ranges of a family, the default one's first.</summary>
    public IReadOnlyList<AddressRange> Of(bool isIPv6)
    {
        IEnumerable<IPNetwork> defaults = _cidrs.TryGetValue(DefaultName, out var standard) ? Networks(standard) : configured;
        return
        [
            .. defaults.Concat(_cidrs.Values.Where(value => value.Metadata.Name != DefaultName).SelectMany(Networks))
                .Distinct()
                .Select(network => new AddressRange(network))
                .Where(range => range.IsIPv6 == isIPv6),
        ];
    }

    /// <summary>One that is being deleted, or is said not to be ready, gives out nothing any more.</summary>
    private static IEnumerable<IPNetwork> Networks(ServiceCIDR value)
    {
        if (value.Metadata.DeletionTimestamp is not null || value.Status.Conditions.Any(static condition => condition is { Type: "Ready", Status: not "True" }))
        {
            yield break;
        }

        foreach (var text in value.Spec.CIDRs)
        {
            if (IPNetwork.TryParse(text, out var network))
            {
                yield return network;
            }
        }
    }
}
