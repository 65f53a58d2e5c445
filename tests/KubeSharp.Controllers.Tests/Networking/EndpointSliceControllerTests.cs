using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Networking;

namespace KubeSharp.Controllers.Tests.Networking;

public sealed class EndpointSliceControllerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new(new ControllerManagerOptions { MaxEndpointsPerSlice = 3 });

    public EndpointSliceControllerTests()
    {
        _harness.Add<EndpointSliceController, NamespacedName>(new EndpointSliceController(_harness.Context));
        _harness.Add<EndpointsController, NamespacedName>(new EndpointsController(_harness.Context));
        _harness.Add<EndpointSliceMirroringController, NamespacedName>(new EndpointSliceMirroringController(_harness.Context));
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task ReadyPodsAreEndpointsWithTheirNamedPort()
    {
        _harness.Server.Seed(new Node { Metadata = new() { Name = "n1", Labels = ApiMap<string>.From([new("topology.kubernetes.io/zone", "z1")]) } });
        _harness.Server.Seed(Service());
        _harness.Server.Seed(Pod("a", "10.0.0.1"));
        _harness.Server.Seed(Pod("b", "10.0.0.2", isReady: false));

        await _harness.SettleAsync();

        var slice = Assert.Single(Slices);
        Assert.Equal(("http", 8080), (slice.Ports[0].Name, slice.Ports[0].Port));
        Assert.Equal(["web", "endpointslice-controller.k8s.io"], [slice.Metadata.Labels[SliceWriter.ServiceName], slice.Metadata.Labels[SliceWriter.ManagedBy]]);
        Assert.Equal([true, false], slice.Endpoints.Select(static endpoint => endpoint.Conditions.Ready!.Value));
        Assert.Equal(("n1", "z1", "Pod"), (slice.Endpoints[0].NodeName, slice.Endpoints[0].Zone, slice.Endpoints[0].TargetRef!.Kind));
        var subset = Assert.Single(_harness.Server.Get<Endpoints>("default", "web").Subsets);
        Assert.Equal(("10.0.0.1", "10.0.0.2"), (Assert.Single(subset.Addresses).IP, Assert.Single(subset.NotReadyAddresses).IP));
    }

    [Theory]
    [InlineData(null, "", "")]
    [InlineData("PreferClose", "z1", "")]
    [InlineData("PreferSameZone", "z1", "")]
    [InlineData("PreferSameNode", "z1", "n1")]
    public async Task HintsFollowFromTheTrafficDistribution(string? distribution, string zones, string nodes)
    {
        _harness.Server.Seed(new Node { Metadata = new() { Name = "n1", Labels = ApiMap<string>.From([new("topology.kubernetes.io/zone", "z1")]) } });
        var service = Service();
        _harness.Server.Seed(service with { Spec = service.Spec with { TrafficDistribution = distribution } });
        _harness.Server.Seed(Pod("a", "10.0.0.1"));
        _harness.Server.Seed(Pod("b", "10.0.0.2", isReady: false));

        await _harness.SettleAsync();

        var endpoints = Assert.Single(Slices).Endpoints;
        Assert.Equal(zones, string.Join(',', (endpoints[0].Hints?.ForZones ?? default).Select(static zone => zone.Name)));
        Assert.Equal(nodes, string.Join(',', (endpoints[0].Hints?.ForNodes ?? default).Select(static node => node.Name)));
        Assert.Null(endpoints[1].Hints);
    }

    [Fact]
    public async Task ATerminatingPodServesButIsNotReady()
    {
        _harness.Server.Seed(Service());
        var pod = Pod("a", "10.0.0.1");
        _harness.Server.Seed(pod with { Metadata = pod.Metadata with { Finalizers = ["test/hold"], DeletionTimestamp = (Time)_harness.Time.GetUtcNow() } });

        await _harness.SettleAsync();

        var conditions = Assert.Single(Assert.Single(Slices).Endpoints).Conditions;
        Assert.Equal((false, true, true), (conditions.Ready, conditions.Serving, conditions.Terminating));
        Assert.Empty(_harness.Server.Get<Endpoints>("default", "web").Subsets);
    }

    [Fact]
    public async Task SlicesAreFilledAndSpreadWithFewWrites()
    {
        _harness.Server.Seed(Service());
        for (var i = 1; i <= 7; i++)
        {
            _harness.Server.Seed(Pod($"p{i}", $"10.0.0.{i}"));
        }

        await _harness.SettleAsync();
        Assert.Equal([1, 3, 3], Slices.Select(static slice => slice.Endpoints.Count).Order());

        _harness.Server.Writes.Clear();
        _harness.Server.Remove<Pod>("default", "p1");
        await _harness.SettleAsync();

        Assert.Single(_harness.Server.Writes, static write => write.Resource.Name == "endpointslices");
        Assert.Equal(6, Slices.Sum(static slice => slice.Endpoints.Count));
    }

    [Fact]
    public async Task AServiceWithoutEndpointsHasOneEmptySlice()
    {
        _harness.Server.Seed(Service());

        await _harness.SettleAsync();

        var slice = Assert.Single(Slices);
        Assert.Empty(slice.Endpoints);
        Assert.Equal("IPv4", slice.AddressType);
    }

    [Fact]
    public async Task EndpointsGoWithTheirService()
    {
        _harness.Server.Seed(Service());
        _harness.Server.Seed(Pod("a", "10.0.0.1"));
        await _harness.SettleAsync();

        _harness.Server.Remove<Service>("default", "web");
        await _harness.SettleAsync();

        Assert.Empty(Slices);
        Assert.Empty(_harness.Server.List<Endpoints>());
    }

    [Fact]
    public async Task EndpointsMadeByHandAreMirrored()
    {
        _harness.Server.Seed(Service() with { Spec = Service().Spec with { Selector = default } });
        _harness.Server.Seed(new Endpoints
        {
            Metadata = new() { Namespace = "default", Name = "web" },
            Subsets = [new EndpointSubset { Addresses = [new() { IP = "192.0.2.1" }, new() { IP = "2001:db8::1" }], Ports = [new() { Port = 5432, Protocol = "TCP" }] }],
        });

        await _harness.SettleAsync();

        Assert.Equal(["IPv4", "IPv6"], Slices.Select(static slice => slice.AddressType).Order());
        Assert.All(Slices, static slice => Assert.Equal(5432, slice.Ports[0].Port));
        Assert.All(Slices, static slice => Assert.Equal("endpointslicemirroring-controller.k8s.io", slice.Metadata.Labels[SliceWriter.ManagedBy]));
    }

    [Fact]
    public async Task AHeadlessServiceKnowsHostnamesAndNeedsNoPorts()
    {
        _harness.Server.Seed(Service() with { Spec = Service().Spec with { ClusterIP = "None", Ports = default } });
        var pod = Pod("a", "10.0.0.1");
        _harness.Server.Seed(pod with { Spec = pod.Spec with { Hostname = "zero", Subdomain = "web" } });

        await _harness.SettleAsync();

        Assert.Equal("zero", Assert.Single(Assert.Single(Slices).Endpoints).Hostname);
        Assert.True(Slices[0].Metadata.Labels.ContainsKey("service.kubernetes.io/headless"));
        Assert.Equal("zero", Assert.Single(Assert.Single(_harness.Server.Get<Endpoints>("default", "web").Subsets).Addresses).Hostname);
    }

    private IReadOnlyList<EndpointSlice> Slices => _harness.Server.List<EndpointSlice>();

    private static ApiMap<string> Labels => ApiMap<string>.From([new("app", "web")]);

    private static Service Service() => new()
    {
        Metadata = new() { Namespace = "default", Name = "web", UID = "svc-uid" },
        Spec = new ServiceSpec
        {
            Selector = Labels,
            ClusterIP = "10.96.0.10",
            Ports = [new ServicePort { Name = "http", Port = 80, Protocol = "TCP", TargetPort = "web" }],
        },
    };

    private static Pod Pod(string name, string ip, bool isReady = true) => new()
    {
        Metadata = new() { Namespace = "default", Name = name, UID = name + "-uid", Labels = Labels },
        Spec = new PodSpec
        {
            NodeName = "n1",
            Containers = [new Container { Name = "main", Ports = [new ContainerPort { Name = "web", ContainerPortValue = 8080, Protocol = "TCP" }] }],
        },
        Status = new PodStatus
        {
            Phase = "Running",
            PodIP = ip,
            PodIPs = [new PodIP { IP = ip }],
            Conditions = [new PodCondition { Type = "Ready", Status = isReady ? "True" : "False" }],
        },
    };
}
