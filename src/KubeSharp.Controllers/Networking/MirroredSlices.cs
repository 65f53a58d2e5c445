using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using EndpointPort = KubeSharp.Api.Discovery.V1.EndpointPort;

namespace KubeSharp.Controllers.Networking;

/// <summary>The addresses of an Endpoints object, grouped as slices hold them. Pure.</summary>
internal static class MirroredSlices
{
    /// <summary>Addresses of one subset that are mirrored; more are left out.</summary>
    private const int MaxPerSubset = 1000;

    public static List<SliceGroup> Of(Endpoints endpoints)
    {
        List<SliceGroup> groups = [];
        foreach (var subset in endpoints.Subsets)
        {
            var ports = ApiList<EndpointPort>.From(subset.Ports.Select(static port => new EndpointPort
            {
                Name = port.Name,
                Port = port.Port,
                Protocol = port.Protocol,
                AppProtocol = port.AppProtocol,
            }));
            var addresses = subset.Addresses.Select(static address => (address, true))
                .Concat(subset.NotReadyAddresses.Select(static address => (address, false)));
            foreach (var (address, isReady) in addresses.Take(MaxPerSubset))
            {
                var family = address.IP.Contains(':', StringComparison.Ordinal) ? "IPv6" : "IPv4";
                var group = groups.Find(candidate => candidate.AddressType == family && candidate.Ports == ports);
                if (group is null)
                {
                    groups.Add(group = new SliceGroup(family, ports));
                }

                group.Endpoints.Add(Mirror(address, isReady));
            }
        }

        return groups;
    }

    private static Endpoint Mirror(EndpointAddress address, bool isReady) => new()
    {
        Addresses = [address.IP],
        Conditions = new EndpointConditions { Ready = isReady },
        Hostname = address.Hostname.Length > 0 ? address.Hostname : null,
        NodeName = address.NodeName,
        TargetRef = address.TargetRef,
    };
}
