using System.Net;
using System.Net.Sockets;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Proxy.Server;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Proxy.Tests.Server;

/// <summary>Listens on ports of this machine.</summary>
[Trait("Category", "Node")]
public sealed class ServiceHealthServerTests : IAsyncDisposable
{
    private static readonly NamespacedName Web = new("shop", "web");
    private readonly ProxyHealth _proxy = new(new FakeTimeProvider(), TimeSpan.FromMinutes(1));
    private readonly Recorder _events = new();
    private readonly HttpClient _http = new();
    private readonly ServiceHealthServer _server;

    public ServiceHealthServerTests()
    {
        _proxy.Synced();
        _server = new ServiceHealthServer(_proxy, _events, NullLogger<ServiceHealthServer>.Instance);
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _server.DisposeAsync();
    }

    [Fact]
    public async Task LoadBalancersLearnWhetherTheNodeHasEndpoints()
    {
        var port = FreePort();
        await SetAsync(new ServiceHealth(port, 2));
        using (var answer = await _http.GetAsync($"http://127.0.0.1:{port}/"))
        {
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Equal("2", Assert.Single(answer.Headers.GetValues("X-Load-Balancing-Endpoint-Weight")));
            Assert.Equal(
                "{\n\t\"service\": {\n\t\t\"namespace\": \"shop\",\n\t\t\"name\": \"web\"\n\t},\n\t\"localEndpoints\": 2,\n\t\"serviceProxyHealthy\": true\n}",
                await answer.Content.ReadAsStringAsync());
        }

        await SetAsync(new ServiceHealth(port, 0));
        using (var answer = await _http.GetAsync($"http://127.0.0.1:{port}/"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
        }

        await SetAsync(null);
        await Assert.ThrowsAsync<HttpRequestException>(() => _http.GetAsync($"http://127.0.0.1:{port}/"));
        Assert.Empty(_events.Reasons);
    }

    [Fact]
    public async Task APortThatIsTaken_IsAnEventOfTheService()
    {
        using var other = new TcpListener(IPAddress.IPv6Any, 0);
        other.Server.DualMode = true;
        other.Start();

        await SetAsync(new ServiceHealth(((IPEndPoint)other.LocalEndpoint).Port, 1));

        Assert.Equal(["FailedToStartServiceHealthcheck"], _events.Reasons);
    }

    private Task SetAsync(ServiceHealth? health) => _server.SyncAsync([new(Web, health)], CancellationToken.None);

    internal static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private sealed class Recorder : IEventRecorder
    {
        public List<string> Reasons { get; } = [];

        public void Record(ApiObject involved, string type, string reason, string message) => Reasons.Add(reason);

        public void Record(ObjectReference involved, string type, string reason, string message) => Reasons.Add(reason);
    }
}
