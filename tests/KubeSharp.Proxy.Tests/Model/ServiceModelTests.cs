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
        Assert.True(port.HasAnyEndpoint);
    }

    [Fact]
    public void HeadlessAndExternalNameServicesAreNotHandled()
    {
        Assert.False(ServiceModel.Handles(Samples.Service(spec => spec with { ClusterIP = "None" })));
        Assert.False(ServiceModel.Handles(Samples.Service(spec => spec with { Type = "ExternalName", ClusterIP = "" })));
        Assert.True(ServiceModel.Handles(Samples.Service()));
    }

    [Fact]
    public void AServiceOfTheOtherFamilyHasNoPorts() =>
        Assert.Empty(ServiceModel.Ports(Samples.Service(), [], IPFamily.IPv6, Samples.Node));

    private static ServicePort Single(Api.Core.V1.Service service, params Api.Discovery.V1.EndpointSlice[] slices) =>
        Assert.Single(ServiceModel.Ports(service, slices, IPFamily.IPv4, Samples.Node));
}
