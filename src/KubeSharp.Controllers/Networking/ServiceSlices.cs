using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Controllers.Pods;
using Constants = KubeSharp.Api.Core.V1.Constants;
using EndpointPort = KubeSharp.Api.Discovery.V1.EndpointPort;

namespace KubeSharp.Controllers.Networking;

/// <summary>The endpoints of a service, grouped as slices hold them. Pure.</summary>
internal static class ServiceSlices
{
    private const string Zone = "topology.kubernetes.io/zone";

    /// <param name="service">The service.</param>
    /// <param name="pods">The pods that it selects.</param>
    /// <param name="findNode">Finds nodes, for their zones.</param>
    public static List<SliceGroup> Of(Service service, IReadOnlyList<Pod> pods, Func<string, Node?> findNode)
    {
        List<SliceGroup> groups = [];
        foreach (var family in PodAddresses.FamiliesOf(service))
        {
            var before = groups.Count;
            foreach (var pod in pods)
            {
                if (PodAddresses.IsEndpoint(pod, includeTerminating: true) && PodAddresses.Of(pod, family) is { } address)
                {
                    Group(groups, before, family, PortsOf(service, pod)).Endpoints.Add(Endpoint(service, pod, address, findNode));
                }
            }

            if (groups.Count == before)
            {
                groups.Add(new SliceGroup(family, default));
            }
        }

        return groups;
    }

    private static SliceGroup Group(List<SliceGroup> groups, int from, string family, ApiList<EndpointPort> ports)
    {
        var index = groups.FindIndex(from, group => group.Ports == ports);
        if (index >= 0)
        {
            return groups[index];
        }

        groups.Add(new SliceGroup(family, ports));
        return groups[^1];
    }

    private static ApiList<EndpointPort> PortsOf(Service service, Pod pod)
    {
        List<EndpointPort> ports = [];
        foreach (var port in service.Spec.Ports)
        {
            if (PodPorts.Find(pod, port) is { } number)
            {
                ports.Add(new EndpointPort { Name = port.Name, Port = number, Protocol = port.Protocol, AppProtocol = port.AppProtocol });
            }
        }

        return ApiList<EndpointPort>.From(ports);
    }

    private static Endpoint Endpoint(Service service, Pod pod, string address, Func<string, Node?> findNode)
    {
        var isServing = pod.IsReady();
        var isReady = service.Spec.PublishNotReadyAddresses || (isServing && !pod.IsTerminating());
        var hostname = PodAddresses.HostnameOf(pod, service);
        var zone = pod.Spec.NodeName.Length > 0 ? findNode(pod.Spec.NodeName)?.Metadata.Labels.GetValueOrDefault(Zone) : null;
        return new Endpoint
        {
            Addresses = [address],
            Conditions = new EndpointConditions
            {
                Ready = isReady,
                Serving = isServing,
                Terminating = pod.IsTerminating(),
            },
            Hostname = hostname.Length > 0 ? hostname : null,
            NodeName = pod.Spec.NodeName.Length > 0 ? pod.Spec.NodeName : null,
            Zone = zone,
            TargetRef = PodAddresses.ReferenceTo(pod),
            Hints = isReady ? HintsOf(service, pod.Spec.NodeName, zone) : null,
        };
    }

    /// <summary>Whom a proxy should prefer by the service's traffic distribution (KEP-4444, KEP-3015): clients of the endpoint's own zone or node.</summary>
    private static EndpointHints? HintsOf(Service service, string node, string? zone)
    {
        var isByNode = service.Spec.TrafficDistribution == Constants.ServiceTrafficDistributionPreferSameNode;
        var isByZone = isByNode
            || service.Spec.TrafficDistribution is Constants.ServiceTrafficDistributionPreferSameZone or Constants.ServiceTrafficDistributionPreferClose;
        var hints = new EndpointHints
        {
            ForZones = isByZone && zone is not null ? [new ForZone { Name = zone }] : [],
            ForNodes = isByNode && node.Length > 0 ? [new ForNode { Name = node }] : [],
        };
        return hints.ForZones.Count > 0 || hints.ForNodes.Count > 0 ? hints : null;
    }
}
