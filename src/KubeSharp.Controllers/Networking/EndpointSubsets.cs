using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Networking;

/// <summary>The subsets of an Endpoints object: addresses that have the same ports stand together. Pure.</summary>
internal static class EndpointSubsets
{
    /// <summary>Addresses that one Endpoints object may hold; the rest is left out.</summary>
    public const int MaxAddresses = 1000;

    /// <summary>Returns the subsets, and whether addresses were left out.</summary>
    public static (ApiList<EndpointSubset> Subsets, bool IsTruncated) Of(Service service, IEnumerable<Pod> pods)
    {
        var family = PodAddresses.FamiliesOf(service)[0];
        Dictionary<ApiList<EndpointPort>, (List<EndpointAddress> Ready, List<EndpointAddress> NotReady)> groups = [];
        foreach (var pod in pods)
        {
            if (!PodAddresses.IsEndpoint(pod, service.Spec.PublishNotReadyAddresses) || PodAddresses.Of(pod, family) is not { } ip)
            {
                continue;
            }

            var ports = PortsOf(service, pod);
            if (ports.Count == 0 && (service.Spec.Ports.Count > 0 || service.Spec.ClusterIP != "None"))
            {
                continue;
            }

            if (!groups.TryGetValue(ports, out var group))
            {
                groups[ports] = group = ([], []);
            }

            var address = new EndpointAddress
            {
                IP = ip,
                Hostname = PodAddresses.HostnameOf(pod, service),
                NodeName = pod.Spec.NodeName.Length > 0 ? pod.Spec.NodeName : null,
                TargetRef = PodAddresses.ReferenceTo(pod),
            };
            (service.Spec.PublishNotReadyAddresses || pod.IsReady() ? group.Ready : group.NotReady).Add(address);
        }

        return Truncate(groups);
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

        ports.Sort(static (left, right) => string.CompareOrdinal($"{left.Name}/{left.Port:D5}/{left.Protocol}", $"{right.Name}/{right.Port:D5}/{right.Protocol}"));
        return ApiList<EndpointPort>.From(ports);
    }

    private static (ApiList<EndpointSubset> Subsets, bool IsTruncated) Truncate(
        Dictionary<ApiList<EndpointPort>, (List<EndpointAddress> Ready, List<EndpointAddress> NotReady)> groups)
    {
        List<EndpointSubset> subsets = [];
        var room = MaxAddresses;
        var isTruncated = false;
        foreach (var (ports, (ready, notReady)) in groups)
        {
            isTruncated |= ready.Count + notReady.Count > room;
            var first = ready.Take(room).OrderBy(static address => address.IP, StringComparer.Ordinal).ToList();
            var second = notReady.Take(room - first.Count).OrderBy(static address => address.IP, StringComparer.Ordinal).ToList();
            room -= first.Count + second.Count;
            if (first.Count + second.Count > 0)
            {
                subsets.Add(new EndpointSubset
                {
                    Addresses = ApiList<EndpointAddress>.From(first),
                    NotReadyAddresses = ApiList<EndpointAddress>.From(second),
                    Ports = ports,
                });
            }
        }

        return (ApiList<EndpointSubset>.From(subsets.OrderBy(static subset => subset.Ports.ToText(), StringComparer.Ordinal)), isTruncated);
    }

    private static string ToText(this ApiList<EndpointPort> ports) =>
        string.Join(',', ports.Select(static port => $"{port.Name}/{port.Port:D5}/{port.Protocol}"));
}
