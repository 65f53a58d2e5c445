using System.Net;
using KubeSharp.Proxy.Conntrack;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Tests.Conntrack;

public sealed class StaleFlowsTests
{
    private static readonly ServicePort Dns = new()
    {
        Name = new ServicePortName("kube-system", "dns", "dns", "udp"),
        ClusterIP = "10.96.0.10",
        Port = 53,
        NodePort = 30053,
        ExternalIPs = ["198.51.100.7"],
        ClusterEndpoints = [new Endpoint("10.244.0.2", 1053, Local: true, Ready: true, Serving: true, Terminating: false)],
        ExternalLocal = true,
        LocalEndpoints = [new Endpoint("10.244.0.3", 1053, Local: true, Ready: true, Serving: true, Terminating: false)],
    };

    [Theory]
    [InlineData("10.96.0.10:53", "10.244.0.2:1053", false)]
    [InlineData("10.96.0.10:53", "10.244.0.3:1053", false)]
    [InlineData("10.96.0.10:53", "10.244.0.9:1053", true)]
    [InlineData("10.96.0.10:53", "10.96.0.10:53", true)]
    [InlineData("198.51.100.7:53", "10.244.0.9:1053", true)]
    [InlineData("192.0.2.10:30053", "10.244.0.9:1053", true)]
    [InlineData("192.0.2.10:30053", "10.244.0.2:1053", false)]
    [InlineData("10.96.0.11:53", "10.244.0.9:1053", false)]
    [InlineData("10.96.0.10:54", "10.244.0.9:1053", false)]
    public void FlowIsStale_WhenItsServiceHasNoSuchEndpoint(string destination, string answering, bool stale) => Assert.Equal(
        stale, new StaleFlows([Dns]).IsStale(new UdpFlow(IPEndPoint.Parse(destination), IPEndPoint.Parse(answering), default)));

    [Fact]
    public void PortsOfTheModelAreUnderstood()
    {
        var service = Samples.Service(static spec => spec with { Ports = [spec.Ports[0] with { Protocol = "UDP" }] });
        var slice = Samples.Slice(Samples.Endpoint("10.244.0.2"));
        slice = slice with { Ports = [slice.Ports[0] with { Protocol = "UDP" }] };

        var flows = new StaleFlows(ServiceModel.Ports(service, [slice], IPFamily.IPv4, new ProxyNode(Samples.Node)));

        Assert.False(flows.IsEmpty);
        Assert.True(flows.IsStale(new UdpFlow(IPEndPoint.Parse("10.96.0.20:80"), IPEndPoint.Parse("10.244.0.9:8080"), default)));
        Assert.False(flows.IsStale(new UdpFlow(IPEndPoint.Parse("10.96.0.20:80"), IPEndPoint.Parse("10.244.0.2:8080"), default)));
    }

    [Fact]
    public void OtherProtocolsAndServicesWithoutEndpoints_DoNotCount()
    {
        Assert.True(new StaleFlows([Dns with { Name = Dns.Name with { Protocol = "tcp" } }]).IsEmpty);
        Assert.True(new StaleFlows([Dns with { ClusterEndpoints = [], LocalEndpoints = [] }]).IsEmpty);
        Assert.False(new StaleFlows([Dns]).IsEmpty);
    }
}
