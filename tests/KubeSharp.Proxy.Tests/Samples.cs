using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Proxy.Model;
using ServicePort = KubeSharp.Api.Core.V1.ServicePort;

namespace KubeSharp.Proxy.Tests;

/// <summary>A service "shop/web" with one port, and slices for it.</summary>
internal static class Samples
{
    public const string Node = "node1";

    public static ProxyOptions Options { get; } = new()
    {
        NodeName = Node,
        NodeAddresses = ["192.0.2.10"],
        ClusterCidrs = ["10.244.0.0/16"],
    };

    public static NodeNetwork Network { get; } = NodeNetwork.Of(Options, new ProxyNode(Node), Proxy.Model.IPFamily.IPv4, static () => []);

    public static Service Service(Func<ServiceSpec, ServiceSpec>? change = null)
    {
        var spec = new ServiceSpec
        {
            Type = ServiceType.ClusterIP,
            ClusterIP = "10.96.0.20",
            ClusterIPs = ["10.96.0.20"],
            Ports = [new ServicePort { Name = "http", Protocol = "TCP", Port = 80, TargetPort = 8080 }],
            SessionAffinity = "None",
            InternalTrafficPolicy = "Cluster",
        };
        return new Service
        {
            Metadata = new ObjectMeta { Namespace = "shop", Name = "web" },
            Spec = change is null ? spec : change(spec),
        };
    }

    public static EndpointSlice Slice(params ReadOnlySpan<Api.Discovery.V1.Endpoint> endpoints) => new()
    {
        Metadata = new ObjectMeta
        {
            Namespace = "shop",
            Name = "web-1",
            Labels = ApiMap<string>.From([new("kubernetes.io/service-name", "web")]),
        },
        AddressType = "IPv4",
        Ports = [new Api.Discovery.V1.EndpointPort { Name = "http", Protocol = "TCP", Port = 8080 }],
        Endpoints = [.. endpoints],
    };

    public static Api.Discovery.V1.Endpoint Endpoint(string address, bool ready = true, bool? terminating = null, string node = Node) => new()
    {
        Addresses = [address],
        NodeName = node,
        Conditions = new EndpointConditions { Ready = ready, Serving = ready || terminating == true, Terminating = terminating },
    };
}
