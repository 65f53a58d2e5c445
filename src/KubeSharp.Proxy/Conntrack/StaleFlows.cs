using System.Net;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Conntrack;

/// <summary>
/// Finds UDP conversations with a service that go to no endpoint of it any more. A client that keeps sending from the same port would
/// otherwise be sent to an endpoint that is gone, or to none at all, for as long as it sends.
/// </summary>
internal sealed class StaleFlows
{
    /// <summary>As the model spells it.</summary>
    private const string Udp = "udp";

    private readonly Dictionary<IPEndPoint, HashSet<IPEndPoint>> _byAddress = [];
    private readonly Dictionary<int, HashSet<IPEndPoint>> _byNodePort = [];

    /// <param name="ports">The ports to look at; others than UDP do not count.</param>
    public StaleFlows(IEnumerable<ServicePort> ports)
    {
        foreach (var port in ports)
        {
            // Without endpoints packets are refused, which leaves nothing behind.
            var endpoints = port.InternalEndpoints.Concat(port.ExternalEndpoints)
                .Select(static endpoint => new IPEndPoint(IPAddress.Parse(endpoint.Address), endpoint.Port)).ToHashSet();
            if (port.Name.Protocol != Udp || endpoints.Count == 0)
            {
                continue;
            }

            foreach (var address in (IEnumerable<string>)[port.ClusterIP, .. port.ExternalIPs, .. port.LoadBalancerIPs])
            {
                _byAddress[new IPEndPoint(IPAddress.Parse(address), port.Port)] = endpoints;
            }

            if (port.NodePort != 0)
            {
                _byNodePort[port.NodePort] = endpoints;
            }
        }
    }

    /// <summary>There is nothing to look for.</summary>
    public bool IsEmpty => _byAddress.Count == 0;

    public bool IsStale(UdpFlow flow) =>
        (_byAddress.TryGetValue(flow.Destination, out var endpoints) || _byNodePort.TryGetValue(flow.Destination.Port, out endpoints))
        && !endpoints.Contains(flow.Answering);
}
