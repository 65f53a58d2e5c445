using System.Net;
using System.Net.Sockets;
using KubeSharp.Client;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Tests.Services;

/// <summary>What every back end owes to services, in network namespaces with real traffic. Needs root.</summary>
[Trait("Category", "Node")]
public abstract class ServiceConformance(ServiceLab lab) : IClassFixture<ServiceLab>, IAsyncLifetime
{
    private const string ClusterIP = "10.96.0.20";
    private const string ClusterIP6 = "fd00:96::20";
    private const string ExternalIP = "198.51.100.7";
    private const string BalancerIP = "198.51.100.8";
    private const string NodeIP = "192.0.2.10";
    private const int NodePort = 30080;

    private static readonly Endpoint A = new("10.244.0.2", EchoPod.Port, Local: true, Ready: true, Serving: true, Terminating: false);
    private static readonly Endpoint B = A with { Address = "10.244.0.3" };
    private static readonly Endpoint C = A with { Address = "10.244.1.2", Local = false };

    private IProxyBackend? _backend;

    protected static ProxyOptions Options { get; } = Samples.Options with { ClusterCidrs = ["10.244.0.0/16", "fd00:240::/28"] };

    /// <summary>Why it cannot run here; null if it can.</summary>
    protected virtual string? Missing => null;

    /// <summary>Pods see who asks them, where the service's policy keeps traffic on the node.</summary>
    protected virtual bool KeepsClientAddresses => true;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipWhen(Missing is not null, Missing ?? "");
        await lab.StartAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_backend is not null)
        {
            await lab.Node.RunAsync(async () => await _backend.DisposeAsync());
        }

        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task ClusterIP_ReachesAllEndpoints_FromPodsAndFromTheNode()
    {
        await ReplaceAsync(Service(A, B));

        Assert.Equal(["a", "b"], await NamesAsync(lab.C, ClusterIP, 80));
        Assert.Equal(["a", "b"], await NamesAsync(lab.Node, ClusterIP, 80));
        Assert.Equal(["a", "b"], await NamesAsync(lab.A, ClusterIP, 80));
    }

    [Fact]
    public async Task APodReachesItself()
    {
        await ReplaceAsync(Service(A));

        Assert.StartsWith("a ", await ServiceLab.AskTcpAsync(lab.A, ClusterIP, 80));
    }

    [Fact]
    public async Task MuchDataAndHalfClosedConnections_ComeThrough()
    {
        const int Length = 5_000_000;
        await ReplaceAsync(Service(A));

        Assert.EndsWith($" {Length}", await ServiceLab.AskTcpAsync(lab.C, ClusterIP, 80, Length));
    }

    [Fact]
    public async Task Udp_IsAnsweredFromTheServicesAddress()
    {
        await ReplaceAsync(Udp(Service(A)));

        Assert.StartsWith("a ", Assert.Single(await ServiceLab.AskUdpAsync(lab.C, ClusterIP, 80)));
        Assert.StartsWith("a ", Assert.Single(await ServiceLab.AskUdpAsync(lab.Node, ClusterIP, 80)));
        Assert.StartsWith("a ", Assert.Single(await ServiceLab.AskUdpAsync(lab.Outside, NodeIP, NodePort)));
    }

    [Fact]
    public async Task NodePortAndExternalAddresses_AreReachedFromOutsideAndInside()
    {
        await ReplaceAsync(Service(A, C));

        foreach (var from in (NetworkNamespace[])[lab.Outside, lab.B, lab.Node])
        {
            Assert.Equal(["a", "c"], await NamesAsync(from, NodeIP, NodePort));
            Assert.Equal(["a", "c"], await NamesAsync(from, ExternalIP, 80));
            Assert.Equal(["a", "c"], await NamesAsync(from, BalancerIP, 80));
        }
    }

    [Fact]
    public async Task AServiceWithoutEndpoints_IsRefused()
    {
        await ReplaceAsync(Service());

        Assert.Equal("refused", await ServiceLab.AskTcpAsync(lab.C, ClusterIP, 80));
        Assert.Equal("refused", await ServiceLab.AskTcpAsync(lab.Node, ClusterIP, 80));
        Assert.Equal("refused", await ServiceLab.AskTcpAsync(lab.Outside, NodeIP, NodePort));
    }

    [Fact]
    public async Task Affinity_KeepsAClientAtItsEndpoint()
    {
        await ReplaceAsync(Service(A, B) with { AffinitySeconds = 100 });

        Assert.Single(await NamesAsync(lab.C, ClusterIP, 80));
        Assert.Single(await NamesAsync(lab.Node, ClusterIP, 80));
    }

    [Fact]
    public async Task LocalExternalPolicy_KeepsTrafficFromOutsideOnTheNode()
    {
        await ReplaceAsync(Service(A, C) with { ExternalLocal = true, LocalEndpoints = [A] });

        Assert.Equal(["a"], await NamesAsync(lab.Outside, NodeIP, NodePort));
        Assert.Equal(["a", "c"], await NamesAsync(lab.B, BalancerIP, 80));
        Assert.Equal(["a", "c"], await NamesAsync(lab.Node, NodeIP, NodePort));
        var client = (await ServiceLab.AskTcpAsync(lab.Outside, NodeIP, NodePort)).Split(' ')[1];
        Assert.Equal(KeepsClientAddresses, client == "192.0.2.1");
    }

    [Fact]
    public async Task LocalInternalPolicy_KeepsTrafficOfPodsOnTheNode()
    {
        await ReplaceAsync(Service(A, C) with { InternalLocal = true, LocalEndpoints = [A] });

        Assert.Equal(["a"], await NamesAsync(lab.B, ClusterIP, 80));
        Assert.Equal(["a", "c"], await NamesAsync(lab.Outside, NodeIP, NodePort));
    }

    [Fact]
    public async Task SourceRanges_GuardTheLoadBalancersAddress()
    {
        await ReplaceAsync(Service(A) with { SourceRanges = ["203.0.113.0/24"] });
        Assert.DoesNotContain("a ", await ServiceLab.AskTcpAsync(lab.Outside, BalancerIP, 80, expectSilence: true));
        Assert.StartsWith("a ", await ServiceLab.AskTcpAsync(lab.Outside, ExternalIP, 80));

        await UpdateAsync(Service(A) with { SourceRanges = ["203.0.113.0/24", "192.0.2.0/24"] });
        Assert.StartsWith("a ", await ServiceLab.AskTcpAsync(lab.Outside, BalancerIP, 80));
    }

    [Fact]
    public async Task Updates_TakeEffect_AndNothingIsLeftInTheEnd()
    {
        await ReplaceAsync(Service(A));
        await UpdateAsync(Service(A, B));
        Assert.Equal(["a", "b"], await NamesAsync(lab.C, ClusterIP, 80));
        await UpdateAsync(Service(B));
        Assert.Equal(["b"], await NamesAsync(lab.C, ClusterIP, 80));
        await UpdateAsync(Service());
        Assert.Equal("refused", await ServiceLab.AskTcpAsync(lab.C, ClusterIP, 80));
        await UpdateAsync(Service(A));
        Assert.Equal(["a"], await NamesAsync(lab.C, ClusterIP, 80));
        Assert.Equal(["a"], await NamesAsync(lab.Outside, NodeIP, NodePort));

        // Another service takes the addresses over in the same update.
        await UpdateAsync(new ServicePorts(new NamespacedName("shop", "heir"), [Service(B) with { Name = new ServicePortName("shop", "heir", "http", "tcp") }]), Gone);
        Assert.Equal(["b"], await NamesAsync(lab.C, ClusterIP, 80));
        Assert.Equal(["b"], await NamesAsync(lab.Outside, NodeIP, NodePort));
        await UpdateAsync(new ServicePorts(new NamespacedName("shop", "heir"), []));
        Assert.DoesNotContain("b ", await ServiceLab.AskTcpAsync(lab.Node, ClusterIP, 80, expectSilence: true));
        Assert.Equal("refused", await ServiceLab.AskTcpAsync(lab.Outside, NodeIP, NodePort));
    }

    [Fact]
    public async Task AFullSync_ForgetsServicesThatAreGone()
    {
        await ReplaceAsync(Service(A));
        await ReplaceAsync([]);

        Assert.Equal("refused", await ServiceLab.AskTcpAsync(lab.Outside, NodeIP, NodePort));
    }

    [Fact]
    public async Task IPv6_WorksAlike()
    {
        var service = Service(A with { Address = "fd00:244::2" }, C with { Address = "fd00:245::2" }) with
        {
            ClusterIP = ClusterIP6,
            ExternalIPs = ["2001:db8:1::7"],
            LoadBalancerIPs = ["2001:db8:1::8"],
        };
        await ReplaceAsync(IPFamily.IPv6, [service]);

        Assert.Equal(["a", "c"], await NamesAsync(lab.B, ClusterIP6, 80));
        Assert.Equal(["a", "c"], await NamesAsync(lab.A, ClusterIP6, 80));
        Assert.Equal(["a", "c"], await NamesAsync(lab.Outside, "2001:db8::10", NodePort));
        Assert.Equal(["a", "c"], await NamesAsync(lab.Outside, "2001:db8:1::7", 80));
        await UpdateAsync(Udp(service) with { ClusterEndpoints = service.ClusterEndpoints });
        Assert.EndsWith(" 1", Assert.Single(await ServiceLab.AskUdpAsync(lab.B, ClusterIP6, 80)));
    }

    /// <summary>Makes the back end; called in the node's namespace.</summary>
    private protected abstract IProxyBackend Create(IPFamily family);

    private static ServicePorts Gone => new(new NamespacedName("shop", "web"), []);

    private static ServicePort Service(params Endpoint[] endpoints) => new()
    {
        Name = new ServicePortName("shop", "web", "http", "tcp"),
        ClusterIP = ClusterIP,
        Port = 80,
        NodePort = NodePort,
        ExternalIPs = [ExternalIP],
        LoadBalancerIPs = [BalancerIP],
        ClusterEndpoints = endpoints,
    };

    private static ServicePort Udp(ServicePort service) => service with { Name = service.Name with { Protocol = "udp" } };

    /// <summary>Who answers, asked often enough to hear everybody.</summary>
    private static async Task<string[]> NamesAsync(NetworkNamespace from, string address, int port)
    {
        var names = new SortedSet<string>(StringComparer.Ordinal);
        for (var asked = 0; asked < 20; asked++)
        {
            names.Add((await ServiceLab.AskTcpAsync(from, address, port)).Split(' ')[0]);
        }

        return [.. names];
    }

    private Task ReplaceAsync(params ServicePort[] ports) => ReplaceAsync(IPFamily.IPv4, ports);

    private Task ReplaceAsync(IPFamily family, ServicePort[] ports) => lab.Node.RunAsync(async () =>
    {
        _backend ??= Create(family);
        var node = new ProxyNode(Samples.Node) { Addresses = [NodeIP, "2001:db8::10"] };
        await _backend.ReplaceAsync(
            NodeNetwork.Of(Options, node, family, HostInterfaces.Addresses), ports.Length == 0 ? [] : [new ServicePorts(new NamespacedName("shop", "web"), ports)], CancellationToken.None);
    });

    private Task UpdateAsync(ServicePort port) => UpdateAsync(new ServicePorts(new NamespacedName("shop", "web"), [port]));

    private Task UpdateAsync(params ServicePorts[] services) => lab.Node.RunAsync(() => _backend!.UpdateAsync(services, CancellationToken.None));
}
