using System.Net;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Userspace;

/// <summary>A service that is forwarded: where it is listened for, and who chooses among the endpoints of its ports.</summary>
internal sealed class ForwardedService(TimeProvider time)
{
    public Dictionary<ListenerKey, IServiceListener> Listeners { get; } = [];

    /// <summary>What this machine answers for on account of the service.</summary>
    public HashSet<IPAddress> Addresses { get; } = [];

    public Dictionary<ServicePortName, ServiceBalancer> Balancers { get; } = [];

    public void Update(IReadOnlyList<ServicePort> ports, NodeNetwork network)
    {
        foreach (var port in ports)
        {
            if (!Balancers.TryGetValue(port.Name, out var balancer))
            {
                Balancers[port.Name] = balancer = new ServiceBalancer(time);
            }

            balancer.Update(port, network);
        }
    }
}
