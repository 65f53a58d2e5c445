using System.Net;
using System.Net.Sockets;
using KubeSharp.Client;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Netlink;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Proxy.Userspace;

/// <summary>
/// Forwards TCP and UDP itself: it gives this machine the addresses of services and listens on them. Endpoints see the node as their client. Where
/// addresses cannot be added, only node ports and the machine's own addresses are served.
/// </summary>
internal sealed partial class UserspaceBackend(IPFamily family, ForwarderLimits limits, ILogger<UserspaceBackend> logger, TimeProvider time) : IProxyBackend
{
    public const string InterfaceName = "kube-proxy0";

    private readonly Forwarding _forwarding = new(limits);
    private readonly Dictionary<NamespacedName, ForwardedService> _services = [];
    private readonly Dictionary<IPAddress, int> _addresses = [];
    private readonly ILogger _logger = logger;
    private ServiceInterface? _interface;
    private NodeNetwork _network = new([], [], null);
    private IReadOnlyList<IPAddress> _nodePortAddresses = [];

    public IPFamily Family => family;

    public bool NeedsFullSync { get; private set; } = true;

    public async Task ReplaceAsync(NodeNetwork network, IReadOnlyList<ServicePorts> services, CancellationToken cancellationToken)
    {
        if (_interface is null)
        {
            OpenInterface();
        }

        _network = network;
        IPAddress[] own = [.. (network.NodePortAddresses?.Select(IPAddress.Parse) ?? HostInterfaces.Addresses()).Where(address => IPFamilies.Of(address) == family)];
        _nodePortAddresses = [.. own.Where(address => !_addresses.ContainsKey(address)).Append(family == IPFamily.IPv4 ? IPAddress.Loopback : IPAddress.IPv6Loopback).Distinct()];
        var wanted = services.Select(static service => service.Service).ToHashSet();
        ServicePorts[] gone = [.. _services.Keys.Where(service => !wanted.Contains(service)).Select(static service => new ServicePorts(service, []))];
        await UpdateAsync([.. gone, .. services], cancellationToken);
        NeedsFullSync = false;
    }

    public async Task UpdateAsync(IReadOnlyList<ServicePorts> changed, CancellationToken cancellationToken)
    {
        // What goes first makes room for what comes: a service may get the port of another.
        var plans = changed.Select(service => (service.Service, service.Ports, Wanted: Plan(service.Ports))).ToList();
        foreach (var (service, ports, wanted) in plans)
        {
            await CloseAsync(service, ports, wanted);
        }

        foreach (var (service, ports, wanted) in plans)
        {
            if (ports.Count == 0)
            {
                _services.Remove(service);
                continue;
            }

            if (!_services.TryGetValue(service, out var forwarded))
            {
                _services[service] = forwarded = new ForwardedService(time);
            }

            forwarded.Update(ports, _network);
            Acquire(forwarded, ports);
            Open(forwarded, wanted);
        }
    }

    /// <summary>Nobody would answer at these addresses any more, so they go too.</summary>
    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _services.Values.SelectMany(static service => service.Listeners.Values))
        {
            await listener.DisposeAsync();
        }

        await _forwarding.DisposeAsync();
        foreach (var address in _addresses.Keys)
        {
            _interface?.Remove(address);
        }
    }

    private void OpenInterface()
    {
        try
        {
            _interface = ServiceInterface.Open(InterfaceName);
            foreach (var address in _interface.Addresses(family))
            {
                _interface.Remove(address);
            }
        }
        catch (IOException failure)
        {
            LogNoAddresses(family, failure.Message);
        }
    }

    /// <summary>Where to listen for these ports. A port that leads nowhere is not listened on: then the kernel refuses.</summary>
    private Dictionary<ListenerKey, (ServicePort Port, bool FromOutside)> Plan(IReadOnlyList<ServicePort> ports)
    {
        var plan = new Dictionary<ListenerKey, (ServicePort Port, bool FromOutside)>();
        foreach (var port in ports.Where(static port => port.Name.Protocol is "tcp" or "udp"))
        {
            if (port.InternalEndpoints.Count > 0)
            {
                plan[new ListenerKey(new IPEndPoint(IPAddress.Parse(port.ClusterIP), port.Port), port.Name.Protocol)] = (port, false);
            }

            if (!port.IsReachableFromOutside)
            {
                continue;
            }

            foreach (var address in port.ExternalIPs.Concat(port.LoadBalancerIPs))
            {
                plan[new ListenerKey(new IPEndPoint(IPAddress.Parse(address), port.Port), port.Name.Protocol)] = (port, true);
            }

            foreach (var address in port.NodePort == 0 ? [] : _nodePortAddresses)
            {
                plan[new ListenerKey(new IPEndPoint(address, port.NodePort), port.Name.Protocol)] = (port, true);
            }
        }

        return plan;
    }

    private async Task CloseAsync(NamespacedName service, IReadOnlyList<ServicePort> ports, Dictionary<ListenerKey, (ServicePort Port, bool FromOutside)> wanted)
    {
        if (!_services.TryGetValue(service, out var forwarded))
        {
            return;
        }

        foreach (var (key, listener) in forwarded.Listeners.Where(pair => !wanted.ContainsKey(pair.Key)).ToList())
        {
            forwarded.Listeners.Remove(key);
            await listener.DisposeAsync();
        }

        foreach (var address in forwarded.Addresses.Except(Addresses(ports)).ToList())
        {
            forwarded.Addresses.Remove(address);
            Release(address);
        }
    }

    /// <summary>Makes a service's addresses this machine's, with endpoints and without: then the kernel refuses what nobody listens for.</summary>
    private void Acquire(ForwardedService service, IReadOnlyList<ServicePort> ports)
    {
        foreach (var address in Addresses(ports).Where(service.Addresses.Add))
        {
            _addresses[address] = _addresses.GetValueOrDefault(address) + 1;
            if (_addresses[address] == 1 && _interface is { } device && device.Add(address) is not 0 and var error)
            {
                LogAddressNotAdded(address, error);
            }
        }
    }

    /// <summary>The addresses of a service that are not the node's own.</summary>
    private IEnumerable<IPAddress> Addresses(IReadOnlyList<ServicePort> ports) => ports
        .SelectMany(static port => (IEnumerable<string>)[port.ClusterIP, .. port.ExternalIPs, .. port.LoadBalancerIPs])
        .Select(IPAddress.Parse).Distinct().Where(address => !_nodePortAddresses.Contains(address));

    private void Open(ForwardedService service, Dictionary<ListenerKey, (ServicePort Port, bool FromOutside)> wanted)
    {
        foreach (var (key, (port, fromOutside)) in wanted)
        {
            if (service.Listeners.TryGetValue(key, out var listener))
            {
                listener.EndpointsChanged();
            }
            else if (Listen(key, port.Name, service.Balancers[port.Name], fromOutside) is { } opened)
            {
                service.Listeners[key] = opened;
            }
        }
    }

    /// <summary>Null if the address is taken, or cannot be had.</summary>
    private IServiceListener? Listen(ListenerKey key, ServicePortName port, ServiceBalancer balancer, bool fromOutside)
    {
        try
        {
            return key.Protocol == "tcp"
                ? new TcpServiceListener(key.EndPoint, balancer, fromOutside, _forwarding, time)
                : new UdpServiceListener(key.EndPoint, balancer, fromOutside, _forwarding, time);
        }
        catch (SocketException failure)
        {
            LogNotListening(port, key.EndPoint, failure.Message);
            return null;
        }
    }

    private void Release(IPAddress address)
    {
        if (--_addresses[address] == 0)
        {
            _addresses.Remove(address);
            _interface?.Remove(address);
        }
    }

    [LoggerMessage(LogLevel.Warning, "{Family} addresses of services cannot be added to this machine, only its own are served: {Reason}")]
    private partial void LogNoAddresses(IPFamily family, string reason);

    [LoggerMessage(LogLevel.Warning, "{Address} could not be added to this machine: error {Error}")]
    private partial void LogAddressNotAdded(IPAddress address, int error);

    [LoggerMessage(LogLevel.Warning, "{Port} is not served at {EndPoint}: {Reason}")]
    private partial void LogNotListening(ServicePortName port, IPEndPoint endPoint, string reason);
}
