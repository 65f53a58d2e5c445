using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Nftables;
using IPFamily = KubeSharp.Proxy.Model.IPFamily;

namespace KubeSharp.Proxy.Tests.Nftables;

public sealed class NftablesBackendTests
{
    private static readonly NamespacedName Web = new("shop", "web");
    private readonly List<string> _scripts = [];
    private readonly NftablesBackend _backend;
    private bool _refuse;

    public NftablesBackendTests() =>
        _backend = new NftablesBackend(IPFamily.IPv4, Samples.Options, (script, _) =>
        {
            if (_refuse)
            {
                throw new ProxyBackendException("refused");
            }

            _scripts.Add(script);
            return Task.CompletedTask;
        });

    [Fact]
    public async Task TheFirstSyncReplacesTheTable()
    {
        await ReplaceAsync(Samples.Service(), Samples.Slice(Samples.Endpoint("10.244.0.2")));

        var script = Assert.Single(_scripts);
        Assert.Contains("delete table ip kube-proxy", script);
        Assert.Contains("add element ip kube-proxy nodeport-ips { 192.0.2.10 }", script);
        Assert.Contains("add element ip kube-proxy service-ips { 10.96.0.20 . tcp . 80 : goto service-", script);
        Assert.Contains("dnat ip addr . port to numgen random mod 1 map { 0 : 10.244.0.2 . 8080 }", script);
        Assert.Contains("add element ip kube-proxy hairpin-connections { 10.244.0.2 . 10.244.0.2 }", script);
        Assert.Contains("ip saddr != 10.244.0.0/16 jump mark-for-masquerade", script);
    }

    [Fact]
    public async Task AnUnchangedServiceWritesNothing()
    {
        await ReplaceAsync(Samples.Service(), Samples.Slice(Samples.Endpoint("10.244.0.2")));
        await UpdateAsync(Samples.Service(), Samples.Slice(Samples.Endpoint("10.244.0.2")));

        Assert.Single(_scripts);
    }

    [Fact]
    public async Task AnEndpointThatGoesIsRemovedWithoutTouchingTheRest()
    {
        await ReplaceAsync(Samples.Service(), Samples.Slice(Samples.Endpoint("10.244.0.2"), Samples.Endpoint("10.244.0.3")));
        await UpdateAsync(Samples.Service(), Samples.Slice(Samples.Endpoint("10.244.0.2")));

        var lines = _scripts[1].Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(4, lines.Length);
        Assert.StartsWith("flush chain ip kube-proxy service-", lines[0]);
        Assert.Contains("saddr != 10.244.0.0/16", lines[1]);
        Assert.Contains("numgen random mod 1 map { 0 : 10.244.0.2 . 8080 }", lines[2]);
        Assert.Equal("delete element ip kube-proxy hairpin-connections { 10.244.0.3 . 10.244.0.3 }", lines[3]);
    }

    [Fact]
    public async Task AnEndpointOfTwoServices_StaysAsLongAsOneOfThemIsThere()
    {
        var slice = Samples.Slice(Samples.Endpoint("10.244.0.2"));
        var other = new NamespacedName("shop", "other");
        var otherPorts = Ports(Samples.Service(static spec => spec with { ClusterIP = "10.96.0.21", ClusterIPs = ["10.96.0.21"] }), [slice])
            .ConvertAll(static port => port with { Name = port.Name with { Name = "other" } });
        await _backend.ReplaceAsync(Samples.Network, [new(Web, Ports(Samples.Service(), [slice])), new(other, otherPorts)], CancellationToken.None);

        await _backend.UpdateAsync([new(Web, [])], CancellationToken.None);
        Assert.DoesNotContain("hairpin-connections", _scripts[^1]);
        await _backend.UpdateAsync([new(other, [])], CancellationToken.None);
        Assert.Contains("delete element ip kube-proxy hairpin-connections { 10.244.0.2 . 10.244.0.2 }", _scripts[^1]);
    }

    [Fact]
    public async Task AServiceWithoutEndpointsIsRefused()
    {
        await ReplaceAsync(Samples.Service());

        Assert.Contains("add element ip kube-proxy no-endpoint-services { 10.96.0.20 . tcp . 80 : goto reject-chain }", Assert.Single(_scripts));
    }

    [Fact]
    public async Task TrafficFromOutsideIsDroppedWhereOnlyOtherNodesHaveEndpoints()
    {
        await ReplaceAsync(
            Samples.Service(spec => spec with { Type = "LoadBalancer", ExternalTrafficPolicy = "Local", ExternalIPs = ["198.51.100.7"], InternalTrafficPolicy = "Local" }),
            Samples.Slice(Samples.Endpoint("10.244.1.2", node: "node2")));

        Assert.Contains("no-endpoint-services { 198.51.100.7 . tcp . 80 : drop }", Assert.Single(_scripts));
    }

    [Fact]
    public async Task ClientAffinityKeepsClientsInASetOfEachEndpoint()
    {
        await ReplaceAsync(Samples.Service(spec => spec with { SessionAffinity = "ClientIP" }), Samples.Slice(Samples.Endpoint("10.244.0.2")));

        var script = Assert.Single(_scripts);
        Assert.Contains("flags dynamic,timeout; timeout 10800s;", script);
        Assert.Contains("update @affinity-", script);
    }

    [Fact]
    public async Task AfterARefusedUpdateEverythingIsAskedFor()
    {
        await ReplaceAsync(Samples.Service());
        _refuse = true;
        await Assert.ThrowsAsync<ProxyBackendException>(() => UpdateAsync(Samples.Service(), Samples.Slice(Samples.Endpoint("10.244.0.2"))));

        Assert.True(_backend.NeedsFullSync);
    }

    [Fact]
    public async Task ADeletedServiceLeavesNothing()
    {
        await ReplaceAsync(Samples.Service(), Samples.Slice(Samples.Endpoint("10.244.0.2")));
        await _backend.UpdateAsync([new(Web, [])], CancellationToken.None);

        Assert.Contains("delete element ip kube-proxy service-ips { 10.96.0.20 . tcp . 80 }", _scripts[1]);
        Assert.Contains("delete element ip kube-proxy cluster-ips { 10.96.0.20 }", _scripts[1]);
        Assert.Equal(1, _scripts[1].Split('\n').Count(line => line.StartsWith("delete chain", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task AnAddressGoesFromOneServiceToAnotherInOneUpdate()
    {
        var slice = Samples.Slice(Samples.Endpoint("10.244.0.2"));
        await ReplaceAsync(Samples.Service(), slice);
        await _backend.UpdateAsync([new(new("shop", "heir"), Ports(Samples.Service(), [slice])), new(Web, [])], CancellationToken.None);
        await _backend.UpdateAsync([new(new("shop", "heir"), [])], CancellationToken.None);

        Assert.Contains("delete element ip kube-proxy service-ips { 10.96.0.20 . tcp . 80 }", _scripts[^1]);
    }

    [Fact]
    public async Task PodsReachAllEndpoints_WhereTrafficFromOutsideIsDropped()
    {
        await ReplaceAsync(
            Samples.Service(spec => spec with { Type = "LoadBalancer", ExternalTrafficPolicy = "Local", ExternalIPs = ["198.51.100.7"] }),
            Samples.Slice(Samples.Endpoint("10.244.1.2", node: "node2")));

        var script = Assert.Single(_scripts);
        Assert.Contains("ip saddr 10.244.0.0/16 goto service-", script);
        Assert.Contains("service-ips { 198.51.100.7 . tcp . 80 : goto external-", script);
        Assert.Contains("no-endpoint-services { 198.51.100.7 . tcp . 80 : drop }", script);
    }

    [Fact]
    public async Task NetworksThatOverlap_DoNotStandInOneSet()
    {
        var service = Samples.Service(spec => spec with { Type = "LoadBalancer", LoadBalancerSourceRanges = ["203.0.0.0/8", "203.0.113.0/24"] });
        await ReplaceAsync(service with { Status = new() { LoadBalancer = new() { Ingress = [new() { IP = "198.51.100.8" }] } } });

        Assert.Contains("ip saddr 203.0.0.0/8 return", _scripts[0]);
        Assert.Contains("ip saddr 203.0.113.0/24 return", _scripts[0]);
        Assert.DoesNotContain("ip saddr 198.51.100.8 return", _scripts[0]);
    }

    private Task ReplaceAsync(Service service, params EndpointSlice[] slices) =>
        _backend.ReplaceAsync(Samples.Network, [new(Web, Ports(service, slices))], CancellationToken.None);

    private Task UpdateAsync(Service service, params EndpointSlice[] slices) =>
        _backend.UpdateAsync([new(Web, Ports(service, slices))], CancellationToken.None);

    private static List<Proxy.Model.ServicePort> Ports(Service service, EndpointSlice[] slices) =>
        [.. ServiceModel.Ports(service, slices, IPFamily.IPv4, new ProxyNode(Samples.Node))];
}
