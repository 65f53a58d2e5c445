using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.ServiceNetwork;
using KubeSharp.ApiServer.Tests.Admission;

namespace KubeSharp.ApiServer.Tests.ServiceNetwork;

public sealed class ServiceAllocationTests
{
    private readonly FakeObjects _objects = new();
    private readonly Microsoft.Extensions.Time.Testing.FakeTimeProvider _time = new() { AutoAdvanceAmount = TimeSpan.Zero };
    private readonly FakeNodePortRecord _portRecord = new();
    private readonly AddressRecords _records;
    private readonly ServiceNetworkState _network;
    private readonly ServiceAllocation _plugin;

    public ServiceAllocationTests()
    {
        _records = new AddressRecords(_objects, _time);
        (_network, _plugin) = Make("10.96.0.0/16");
    }

    [Fact]
    public async Task Create_GivesAnAddressOfTheUpperBand_AndRecordsIt()
    {
        var service = await Stored(Service("a"));
        var address = IPAddress.Parse(service.Spec.ClusterIP);
        Assert.Equal([service.Spec.ClusterIP], service.Spec.ClusterIPs);
        Assert.Equal(["IPv4"], service.Spec.IPFamilies);
        Assert.Equal("SingleStack", service.Spec.IPFamilyPolicy);
        Assert.True(address.GetAddressBytes()[2] >= 1, $"{address} is of the lower band");
        Assert.Equal("a", _objects.Get<Api.Networking.V1.IPAddress>("", service.Spec.ClusterIP)!.Spec.ParentRef!.Name);
    }

    /// <summary>Validation refuses it afterwards, so nothing may have been reserved for it.</summary>
    [Fact]
    public async Task Create_WithoutAName_GetsNeitherNameNorAddress()
    {
        var context = Requests.Create(Service(""));
        await Admit(context);
        var service = (Service)context.Object!;
        Assert.Equal("", service.Metadata.Name);
        Assert.Equal("", service.Spec.ClusterIP);
    }

    [Fact]
    public async Task Create_AddressAskedFor_IsGivenOnce()
    {
        await Stored(Service("a") with { Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = "10.96.0.10" } });
        var error = await Assert.ThrowsAsync<ApiException>(
            () => Admit(Requests.Create(Service("b") with { Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = "10.96.0.10" } })));
        Assert.Equal(
            "Service \"b\" is invalid: spec.clusterIPs: Invalid value: [\"10.96.0.10\"]: failed to allocate IP 10.96.0.10: provided IP is already allocated",
            error.Status.Message);
    }

    [Theory]
    [InlineData("10.97.0.1")]
    [InlineData("10.96.0.0")]
    [InlineData("10.96.255.255")]
    public async Task Create_AddressOutOfRange_IsInvalid(string address)
    {
        var error = await Assert.ThrowsAsync<ApiException>(
            () => Admit(Requests.Create(Service("b") with { Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = address } })));
        Assert.Contains("The range of valid IPs is 10.96.0.0/16", error.Status.Message);
    }

    [Fact]
    public async Task FirstAddress_IsKeptForTheKubernetesService()
    {
        await Assert.ThrowsAsync<ApiException>(
            () => Admit(Requests.Create(Service("b") with { Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = "10.96.0.1" } })));
        var kubernetes = Service("kubernetes") with { Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = "10.96.0.1" } };
        await Stored(kubernetes with { Metadata = kubernetes.Metadata with { Namespace = "default" } });
    }

    [Fact]
    public async Task FailedCreate_GivesEverythingBack()
    {
        var context = Requests.Create(NodePort("a", 30080));
        await Admit(context);
        var address = ((Service)context.Object!).Spec.ClusterIP;
        context.Request.Rollbacks!.ForEach(undo => undo());
        Assert.True(_records.Dropped.TryRead(out var dropped));
        Assert.Equal(address, dropped.Address.ToString());
        await _records.RemoveUnusedAsync(dropped, TestContext.Current.CancellationToken);
        Assert.Null(_objects.Get<Api.Networking.V1.IPAddress>("", address));
        await Stored(NodePort("b", 30080));
    }

    [Fact]
    public async Task DryRun_WritesNoRecord()
    {
        var context = Requests.Create(Service("a"), dryRun: true);
        await Admit(context);
        Assert.NotEmpty(((Service)context.Object!).Spec.ClusterIP);
        Assert.Equal(0, _objects.Writes);
    }

    [Fact]
    public async Task DeletedService_GivesItsAddressAndPortsBack()
    {
        var service = await Stored(NodePort("a", 30080) with { Spec = NodePort("a", 30080).Spec with { ClusterIP = "10.96.0.10" } });
        _objects.Remove(service);
        _network.Removed(service);
        await Stored(NodePort("b", 30080) with { Spec = NodePort("b", 30080).Spec with { ClusterIP = "10.96.0.10" } });
    }

    [Fact]
    public async Task NodePort_Taken_IsInvalid()
    {
        await Stored(NodePort("a", 30080));
        var error = await Assert.ThrowsAsync<ApiException>(() => Admit(Requests.Create(NodePort("b", 30080))));
        Assert.Equal(
            "Service \"b\" is invalid: spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated", error.Status.Message);
        error = await Assert.ThrowsAsync<ApiException>(() => Admit(Requests.Create(NodePort("b", 80))));
        Assert.Contains("provided port is not in the valid range. The range of valid ports is 30000-32767", error.Status.Message);
    }

    [Fact]
    public async Task NodePort_NotAskedFor_IsGiven_AndTheSameForBothProtocols()
    {
        var service = NodePort("a", 0);
        service = service with { Spec = service.Spec with { Ports = [service.Spec.Ports[0], service.Spec.Ports[0] with { Protocol = "UDP" }] } };
        var ports = (await Stored(service)).Spec.Ports;
        Assert.InRange(ports[0].NodePort, 30086, 32767);
        Assert.Equal(ports[0].NodePort, ports[1].NodePort);
    }

    [Fact]
    public async Task Update_LeavesAddressAndPortAsTheyWere()
    {
        var old = await Stored(NodePort("a", 0));
        var context = Requests.Update(NodePort("a", 0), old);
        await Admit(context);
        var service = (Service)context.Object!;
        Assert.Equal(old.Spec.ClusterIP, service.Spec.ClusterIP);
        Assert.Equal(old.Spec.Ports, service.Spec.Ports);
    }

    [Fact]
    public async Task SecondAttemptOfARequest_GivesBackWhatTheFirstTook()
    {
        var old = await Stored(Service("a"));
        var context = Requests.Update(NodePort("a", 30080), old);
        await Admit(context);
        context.Object = NodePort("a", 30081);
        await Admit(context);
        await Stored(NodePort("b", 30080));
        await Assert.ThrowsAsync<ApiException>(() => Admit(Requests.Create(NodePort("c", 30081))));
    }

    [Fact]
    public async Task Update_ToClusterIP_DropsThePorts()
    {
        var old = await Stored(NodePort("a", 30080));
        var context = Requests.Update(old with { Spec = old.Spec with { Type = "ClusterIP" } }, old);
        await Admit(context);
        var service = (Service)context.Object!;
        Assert.Equal(0, service.Spec.Ports[0].NodePort);
        _objects.Add(service);
        _network.Changed(service);
        await Stored(NodePort("b", 30080));
    }

    [Fact]
    public async Task Headless_AndExternalName_GetNone()
    {
        var headless = await Stored(Service("h") with { Spec = new ServiceSpec { Type = "ClusterIP", ClusterIP = "None", Selector = default(ApiMap<string>).Set("a", "b") } });
        Assert.Equal(["None"], headless.Spec.ClusterIPs);
        Assert.Equal(["IPv4"], headless.Spec.IPFamilies);
        var external = await Stored(Service("e") with { Spec = new ServiceSpec { Type = "ExternalName", ExternalName = "x.org" } });
        Assert.Equal("", external.Spec.ClusterIP);
        Assert.Null(external.Spec.IPFamilyPolicy);
    }

    [Fact]
    public async Task DualStack_IsRefusedOnASingleStackCluster_AndGivenOnADualStackOne()
    {
        var dual = Service("d") with { Spec = new ServiceSpec { Type = "ClusterIP", IPFamilyPolicy = "RequireDualStack" } };
        var error = await Assert.ThrowsAsync<ApiException>(() => Admit(Requests.Create(dual)));
        Assert.Contains("this cluster is not configured for dual-stack services", error.Status.Message);
        var context = Requests.Create(dual);
        await Make("10.96.0.0/16", "fd00::/108").Plugin.AdmitAsync(context, TestContext.Current.CancellationToken);
        var service = (Service)context.Object!;
        Assert.Equal(["IPv4", "IPv6"], service.Spec.IPFamilies);
        Assert.StartsWith("fd00::", service.Spec.ClusterIPs[1]);
    }

    [Fact]
    public async Task SecondServiceCidr_IsUsedWhenTheFirstIsFull_AndNotWhenItIsNotReady()
    {
        var (network, plugin) = Make("10.0.0.0/30");
        var more = new Api.Networking.V1.ServiceCIDR { Metadata = new() { Name = "more" }, Spec = new() { CIDRs = ["10.5.0.0/24"] } };
        network.CidrChanged(more);
        var first = Requests.Create(Service("a"));
        await plugin.AdmitAsync(first, TestContext.Current.CancellationToken);
        Assert.Equal("10.0.0.2", ((Service)first.Object!).Spec.ClusterIP);
        var second = Requests.Create(Service("b"));
        await plugin.AdmitAsync(second, TestContext.Current.CancellationToken);
        Assert.StartsWith("10.5.0.", ((Service)second.Object!).Spec.ClusterIP);
        network.CidrChanged(more with { Status = new() { Conditions = [new Condition { Type = "Ready", Status = "False" }] } });
        await Assert.ThrowsAsync<ApiException>(() => plugin.AdmitAsync(Requests.Create(Service("c")), TestContext.Current.CancellationToken).AsTask());
    }

    [Fact]
    public async Task AnotherServersPort_IsPassedOver_AndRefusedWhenAskedFor()
    {
        for (var port = 30000; port < 32767; port++)
        {
            _portRecord.Taken.Add(port);
        }

        Assert.Equal(32767, (await Stored(NodePort("a", 0))).Spec.Ports[0].NodePort);
        var asking = Admit(Requests.Create(NodePort("b", 30080)));
        while (!asking.IsCompleted)
        {
            _time.Advance(TimeSpan.FromMilliseconds(20));
            await Task.Yield();
        }

        Assert.Contains("spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated", (await Assert.ThrowsAsync<ApiException>(() => asking)).Status.Message);
    }

    [Fact]
    public void FullRange_HasNoMore()
    {
        var allocator = new AddressAllocator([new AddressRange(IPNetwork.Parse("10.0.0.0/28"))], new Random(1));
        for (var i = 0; i < 14; i++)
        {
            Assert.NotNull(allocator.ReserveNext("a/b"));
        }

        Assert.Null(allocator.ReserveNext("a/b"));
    }

    private static Service Service(string name) => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = name },
        Spec = new ServiceSpec { Type = "ClusterIP", Ports = [new ServicePort { Port = 80, Protocol = "TCP" }] },
    };

    private static Service NodePort(string name, int port) => Service(name) with
    {
        Spec = new ServiceSpec { Type = "NodePort", Ports = [new ServicePort { Port = 80, Protocol = "TCP", NodePort = port }] },
    };

    private (ServiceNetworkState Network, ServiceAllocation Plugin) Make(params string[] ranges)
    {
        var options = new ServiceNetworkOptions { ClusterRanges = [.. ranges.Select(range => IPNetwork.Parse(range))] };
        var network = new ServiceNetworkState(options, _records, _portRecord, _objects, new Random(1), _time);
        return (network, new ServiceAllocation(network));
    }

    private Task Admit(AdmissionContext context) => _plugin.AdmitAsync(context, TestContext.Current.CancellationToken).AsTask();

    private async Task<Service> Stored(Service service)
    {
        var context = Requests.Create(service);
        await Admit(context);
        var stored = (Service)context.Object!;
        _objects.Add(stored);
        _network.Changed(stored);
        return stored;
    }
}
