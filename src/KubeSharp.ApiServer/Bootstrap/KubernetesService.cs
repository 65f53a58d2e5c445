using System.Net;
using System.Net.Sockets;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Api.Meta.V1;
using EndpointPort = KubeSharp.Api.Core.V1.EndpointPort;
using SliceEndpointPort = KubeSharp.Api.Discovery.V1.EndpointPort;

namespace KubeSharp.ApiServer.Bootstrap;

/// <summary>The <c>kubernetes</c> Service in <c>default</c>, and the endpoints behind it: the API servers themselves.</summary>
internal static class KubernetesService
{
    public const string Namespace = "default";
    public const string Name = "kubernetes";

    private const string PortName = "https";
    private const int ServicePort = 443;

    public static Service Create(BootstrapOptions options, IPAddress clusterIP) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = Namespace,
            Name = Name,
            Labels = default(ApiMap<string>).Set("component", "apiserver").Set("provider", "kubernetes"),
        },
        Spec = new ServiceSpec
        {
            Ports = [Port(options)],
            ClusterIP = clusterIP.ToString(),
            ClusterIPs = [clusterIP.ToString()],
            Type = ServiceType.ClusterIP,
            SessionAffinity = ServiceAffinity.None,
            IPFamilies = [FamilyOf(clusterIP)],
            IPFamilyPolicy = IPFamilyPolicy.SingleStack,
            InternalTrafficPolicy = ServiceInternalTrafficPolicy.Cluster,
        },
    };

    /// <summary>The stored Service with its port put right.</summary>
    public static Service Correct(Service stored, BootstrapOptions options)
    {
        ApiList<ServicePort> ports = [Port(options)];
        return stored.Spec.Ports == ports && stored.Spec.Type == ServiceType.ClusterIP
            ? stored
            : stored with { Spec = stored.Spec with { Ports = ports, Type = ServiceType.ClusterIP } };
    }

    public static Endpoints Endpoints(IReadOnlyCollection<IPAddress> servers, int port) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = Namespace,
            Name = Name,
            Labels = default(ApiMap<string>).Set("endpointslice.kubernetes.io/skip-mirror", "true"),
        },
        Subsets = Subsets(servers, port),
    };

    public static ApiList<EndpointSubset> Subsets(IReadOnlyCollection<IPAddress> servers, int port) => servers.Count == 0 ? default :
    [
        new EndpointSubset
        {
            Addresses = [.. Sorted(servers).Select(address => new EndpointAddress { IP = address })],
            Ports = [new EndpointPort { Name = PortName, Port = port, Protocol = Protocol.TCP }],
        },
    ];

    public static EndpointSlice Slice(IReadOnlyCollection<IPAddress> servers, int port) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = Namespace,
            Name = Name,
            Labels = default(ApiMap<string>).Set("kubernetes.io/service-name", Name),
            Generation = 1,
        },
        AddressType = servers.FirstOrDefault() is { } first ? FamilyOf(first) : IPFamily.IPv4Protocol,
        Endpoints = SliceEndpoints(servers),
        Ports = [new SliceEndpointPort { Name = PortName, Port = port, Protocol = Protocol.TCP }],
    };

    public static ApiList<Endpoint> SliceEndpoints(IReadOnlyCollection<IPAddress> servers) =>
        [.. Sorted(servers).Select(address => new Endpoint { Addresses = [address], Conditions = new EndpointConditions { Ready = true } })];

    public static string FamilyOf(IPAddress address) =>
        address.AddressFamily == AddressFamily.InterNetworkV6 ? IPFamily.IPv6Protocol : IPFamily.IPv4Protocol;

    private static ServicePort Port(BootstrapOptions options) => new()
    {
        Name = PortName,
        Protocol = Protocol.TCP,
        Port = ServicePort,
        TargetPort = options.SecurePort(),
    };

    private static IEnumerable<string> Sorted(IEnumerable<IPAddress> servers) =>
        servers.Select(address => address.ToString()).Order(StringComparer.Ordinal);
}
