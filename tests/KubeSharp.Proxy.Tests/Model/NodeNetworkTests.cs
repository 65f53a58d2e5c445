using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Proxy.Model;
using IPFamily = KubeSharp.Proxy.Model.IPFamily;

namespace KubeSharp.Proxy.Tests.Model;

public sealed class NodeNetworkTests
{
    private static readonly ProxyNode Node = new(Samples.Node) { PodCidrs = ["10.244.3.0/24", "fd00:3::/64"] };

    [Theory]
    [InlineData("primary", "192.0.2.10")]
    [InlineData("192.0.2.0/24,10.0.0.0/8", "192.0.2.10,10.1.2.3")]
    [InlineData("203.0.113.0/24", "")]
    [InlineData("", null)]
    [InlineData("0.0.0.0/0", null)]
    [InlineData("fd00::/8", null)] // says nothing about IPv4
    public void NodePortsAreServedOnTheAddressesOfTheNetworks(string networks, string? expected)
    {
        var options = Samples.Options with { NodePortAddresses = networks.Split(',', StringSplitOptions.RemoveEmptyEntries) };
        IPAddress[] own = [IPAddress.Parse("192.0.2.10"), IPAddress.Parse("10.1.2.3"), IPAddress.Loopback, IPAddress.Parse("fd00::1")];

        var addresses = NodeNetwork.Of(options, Node, IPFamily.IPv4, () => own).NodePortAddresses;

        Assert.Equal(expected, addresses is null ? null : string.Join(',', addresses));
    }

    [Theory]
    [InlineData(DetectLocalMode.ClusterCIDR, IPFamily.IPv4, "10.244.0.0/16", "", false)]
    [InlineData(DetectLocalMode.NodeCIDR, IPFamily.IPv6, "fd00:3::/64", "", false)]
    [InlineData(DetectLocalMode.BridgeInterface, IPFamily.IPv4, "", "cni0", false)]
    [InlineData(DetectLocalMode.InterfaceNamePrefix, IPFamily.IPv4, "", "veth", true)]
    public void PodsAreTold(DetectLocalMode mode, IPFamily family, string network, string name, bool isPrefix)
    {
        var options = Samples.Options with { DetectLocalMode = mode, BridgeInterface = "cni0", InterfaceNamePrefix = "veth" };

        Assert.Equal(new LocalTraffic(network, name, isPrefix), LocalTraffic.Of(options, Node, family));
    }

    [Fact]
    public void PodsOfAFamilyWithoutNetwork_AreNotTold() => Assert.Null(LocalTraffic.Of(Samples.Options, Node, IPFamily.IPv6));

    [Fact]
    public void TheNodeObjectTellsTheRest()
    {
        var node = ProxyNode.Of(new Node
        {
            Metadata = new() { Name = Samples.Node, Labels = ApiMap<string>.From([new("topology.kubernetes.io/zone", "z1")]) },
            Spec = new() { PodCIDRs = ["10.244.3.0/24"], Taints = [new Taint { Key = "ToBeDeletedByClusterAutoscaler", Effect = "NoSchedule" }] },
            Status = new() { Addresses = [new NodeAddress { Type = "InternalIP", Address = "192.0.2.11" }, new NodeAddress { Type = "Hostname", Address = "n" }] },
        });

        Assert.Equal(("z1", false), (node.Zone, node.IsEligible));
        Assert.Equal(["192.0.2.11"], NodeNetwork.Of(Samples.Options, node, IPFamily.IPv4, static () => []).NodePortAddresses!);
        Assert.False(node.HasSameRules(node with { Addresses = ["192.0.2.12"] }));
        Assert.True(node.HasSameRules(node with { IsEligible = true }));
    }
}
