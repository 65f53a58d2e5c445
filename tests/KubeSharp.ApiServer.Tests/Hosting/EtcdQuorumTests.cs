using System.Net;
using KubeSharp.Storage.Testing;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>What clients of the API server see while its etcd cannot decide anything.</summary>
[Trait("Category", "Node")]
public sealed class EtcdQuorumTests : IAsyncLifetime
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";

    private readonly EtcdCluster _etcd = new();
    private TestServer _server = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _etcd.StartAsync(Cancel);
        _server = new TestServer { OpenStore = () => _etcd.Connect() };
        await _server.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        await _etcd.DisposeAsync();
    }

    [Fact]
    public async Task LossOfTheQuorum_IsServiceUnavailable_AndPassesByItself()
    {
        await _server.CreateAsync(ConfigMaps, """{"metadata":{"name":"before"}}""");
        await _etcd.Members[0].KillAsync();
        await _etcd.Members[2].KillAsync();
        foreach (var (method, body) in new[] { (HttpMethod.Get, null), (HttpMethod.Post, """{"metadata":{"name":"lost"}}""") })
        {
            var (code, status) = await _server.SendAsync(method, ConfigMaps, body);
            Assert.Equal((HttpStatusCode.ServiceUnavailable, "Status", "ServiceUnavailable"), (code, (string?)status["kind"], (string?)status["reason"]));
        }

        Assert.Equal(HttpStatusCode.InternalServerError, (await _server.Http.GetAsync("readyz", Cancel)).StatusCode);
        await _etcd.StartAsync(Cancel);
        await _server.CreateAsync(ConfigMaps, """{"metadata":{"name":"after"}}""");
        Assert.Equal(HttpStatusCode.OK, (await _server.Http.GetAsync("readyz", Cancel)).StatusCode);
        var names = (await _server.GetAsync(ConfigMaps))["items"]!.AsArray().Select(item => (string?)item!["metadata"]!["name"]);
        Assert.Superset(new HashSet<string?> { "after", "before" }, names.ToHashSet());
    }
}
