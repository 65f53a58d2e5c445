using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Tests.Model;

public sealed class ServiceModelTests
{
    [Fact]
    public void ReadyEndpointsOfAllNodesAreUsed()
    {
        var port = Single(Samples.Service(), Samples.Slice(Samples.Endpoint("10.244.0.2"), Samples.Endpoint("10.244.1.2", node: "node2"), Samples.Endpoint("10.244.0.3", ready: false)));

        Assert.Equal(["10.244.0.2", "10.244.1.2"], port.InternalEndpoints.Select(endpoint => endpoint.Address));
        Assert.Equal([true, false], port.InternalEndpoints.Select(endpoint => endpoint.Local));
    }

    [Fact]
    public void TerminatingEndpointsServeOnlyWhenNothingElseDoes()
    {
        var terminating = Samples.Endpoint("10.244.0.9", ready: false, terminating: true);

        Assert.Equal("10.244.0.9", Assert.Single(Single(Samples.Service(), Samples.Slice(terminating)).InternalEndpoints).Address);
        Assert.Equal("10.244.0.2", Assert.Single(Single(Samples.Service(), Samples.Slice(terminating, Samples.Endpoint("10.244.0.2"))).InternalEndpoints).Address);
    }

    [Fact]
    public void LocalExternalPolicyKeepsEndpointsOfOtherNodesOut()
    {
        var service = Samples.Service(spec => spec with { Type = "NodePort", ExternalTrafficPolicy = "Local" });
        var port = Single(service, Samples.Slice(Samples.Endpoint("10.244.1.2", node: "node2")));

        Assert.Empty(port.ExternalEndpoints);
        Assert.Single(port.InternalEndpoints);
        Assert.True(port.IsReachableFromOutside || port.NodePort == 0);
    }

    [Theory]
    [InlineData("node1", "z9", "10.244.0.2")] // the one of the node
    [InlineData("node3", "z1", "10.244.0.2,10.244.1.2")] // those of the zone
    [InlineData("node3", "z9", "10.244.0.2,10.244.1.2,10.244.2.2")] // none is meant for here
    [InlineData("node3", "", "10.244.0.2,10.244.1.2,10.244.2.2")]
    public void HintsSayWhoIsPreferred(string node, string zone, string expected)
    {
        var slice = Samples.Slice(Hinted("10.244.0.2", "node1", "z1"), Hinted("10.244.1.2", "node2", "z1"), Hinted("10.244.2.2", "node9", "z2"));

        var port = Assert.Single(ServiceModel.Ports(Samples.Service(), [slice], IPFamily.IPv4, new ProxyNode(node, zone)));
        Assert.Equal(expected, string.Join(',', port.InternalEndpoints.Select(static endpoint => endpoint.Address)));

        // One without a hint: then none counts.
        slice = slice with { Endpoints = slice.Endpoints.Add(Samples.Endpoint("10.244.3.2")) };
        port = Assert.Single(ServiceModel.Ports(Samples.Service(), [slice], IPFamily.IPv4, new ProxyNode(node, zone)));
        Assert.Equal(4, port.InternalEndpoints.Count);
    }

    private static Api.Discovery.V1.Endpoint Hinted(string address, string node, string zone) => Samples.Endpoint(address, node: node) with
    {
        Hints = new() { ForNodes = [new() { Name = node }], ForZones = [new() { Name = zone }] },
    };

    [Fact]
    public void HeadlessAndExternalNameServicesAreNotHandled()
    {
        Assert.False(ServiceModel.Handles(Samples.Service(spec => spec with { ClusterIP = "None" })));
        Assert.False(ServiceModel.Handles(Samples.Service(spec => spec with { Type = "ExternalName", ClusterIP = "" })));
        Assert.True(ServiceModel.Handles(Samples.Service()));
    }

    [Fact]
    public void AServiceOfTheOtherFamilyHasNoPorts() =>
        Assert.Empty(ServiceModel.Ports(Samples.Service(), [], IPFamily.IPv6, new ProxyNode(Samples.Node)));

    private static ServicePort Single(Api.Core.V1.Service service, params Api.Discovery.V1.EndpointSlice[] slices) =>
        Assert.Single(ServiceModel.Ports(service, slices, IPFamily.IPv4, new ProxyNode(Samples.Node)));
}
