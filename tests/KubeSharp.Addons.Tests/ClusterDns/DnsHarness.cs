using System.Net;
using KubeSharp.Addons.ClusterDns;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Client.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Addons.Tests.ClusterDns;

/// <summary>A DNS server over a cluster of a few services; the world outside is what <see cref="Upstream"/> says.</summary>
internal sealed class DnsHarness : IAsyncDisposable
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeApiServer _api;
    private readonly InformerFactory _informers;

    private DnsHarness()
    {
        _api = new FakeApiServer(_time);
        _informers = new InformerFactory(_api.Client, NullLoggerFactory.Instance, _time);
    }

    public ClusterZone Zone { get; private set; } = null!;

    public DnsServer Server { get; private set; } = null!;

    public FakeUpstream Upstream { get; } = new();

    public static async Task<DnsHarness> StartAsync()
    {
        var harness = new DnsHarness();
        harness.Seed();
        var services = harness._informers.Get<Service>();
        var slices = harness._informers.Get<EndpointSlice>();
        ClusterDnsIndexes.AddTo(services.Store, slices.Store);
        harness._informers.Start();
        await harness._informers.WaitForSyncAsync(TestContext.Current.CancellationToken);
        harness.Zone = new ClusterZone("cluster.local", services.Store, slices.Store);
        harness.Server = new DnsServer(new IPEndPoint(IPAddress.Loopback, 0), harness.Zone, harness.Upstream, harness._time, NullLogger.Instance);
        return harness;
    }

    public async Task<DnsMessage> AskAsync(string name, DnsRecordType type, bool tcp = false, ushort? size = null)
    {
        var query = DnsMessage.Query(name, type, size);
        var answer = await Server.AnswerAsync(query, tcp, TestContext.Current.CancellationToken);
        Assert.NotNull(answer);
        return DnsMessage.Parse(answer);
    }

    public ValueTask DisposeAsync() => _informers.DisposeAsync();

    private void Seed()
    {
        _api.Seed(Service("web", new ServiceSpec
        {
            ClusterIP = "10.96.0.10",
            ClusterIPs = ["10.96.0.10", "fd00::10"],
            Ports = [new ServicePort { Name = "http", Port = 80, Protocol = "TCP" }, new ServicePort { Name = "syslog", Port = 514, Protocol = "UDP" }],
        }));
        _api.Seed(Slice("web-1", "web", Ready("10.244.0.9")));
        _api.Seed(Service("db", new ServiceSpec
        {
            ClusterIP = "None",
            ClusterIPs = ["None"],
            Ports = [new ServicePort { Name = "sql", Port = 5432, Protocol = "TCP" }],
        }));
        _api.Seed(Slice(
            "db-1", "db", Ready("10.244.0.1") with { Hostname = "db-0" }, Ready("10.244.0.2"),
            new Endpoint { Addresses = ["10.244.0.3"], Conditions = new EndpointConditions { Ready = false } }));
        _api.Seed(Service("early", new ServiceSpec { ClusterIP = "None", ClusterIPs = ["None"], PublishNotReadyAddresses = true }));
        _api.Seed(Slice("early-1", "early", new Endpoint { Addresses = ["10.244.0.4"], Conditions = new EndpointConditions { Ready = false } }));
        _api.Seed(Service("nobody", new ServiceSpec { ClusterIP = "None", ClusterIPs = ["None"] }));
        _api.Seed(Service("crowd", new ServiceSpec { ClusterIP = "None", ClusterIPs = ["None"] }));
        _api.Seed(Slice("crowd-1", "crowd", [.. Enumerable.Range(1, 60).Select(number => Ready($"10.244.1.{number}"))]));
        _api.Seed(Service("mail", new ServiceSpec { Type = ServiceType.ExternalName, ExternalName = "MX.example.org." }));
        _api.Seed(Service("inner", new ServiceSpec { Type = ServiceType.ExternalName, ExternalName = "web.shop.svc.cluster.local" }));
        _api.Seed(Service("loop", new ServiceSpec { Type = ServiceType.ExternalName, ExternalName = "loop.shop.svc.cluster.local" }));
    }

    private static Endpoint Ready(string address) => new() { Addresses = [address], Conditions = new EndpointConditions { Ready = true } };

    private static Service Service(string name, ServiceSpec spec) =>
        new() { Metadata = new ObjectMeta { Namespace = "shop", Name = name }, Spec = spec };

    private static EndpointSlice Slice(string name, string service, params Endpoint[] endpoints) => new()
    {
        Metadata = new ObjectMeta { Namespace = "shop", Name = name, Labels = ApiMap<string>.From([new("kubernetes.io/service-name", service)]) },
        AddressType = "IPv4",
        Endpoints = [.. endpoints],
        Ports = [new Api.Discovery.V1.EndpointPort { Name = "sql", Port = 5432, Protocol = "TCP" }],
    };
}
