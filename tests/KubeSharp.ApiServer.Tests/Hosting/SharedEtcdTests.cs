using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.Storage.Testing;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>Two API servers on one real etcd, as behind a balancer.</summary>
[Trait("Category", "Node")]
public sealed class SharedEtcdTests : IAsyncLifetime
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";

    private readonly EtcdProcess _etcd = new();
    private TestServer _one = null!;
    private TestServer _other = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _etcd.StartAsync(Cancel);
        _one = new TestServer { OpenStore = () => _etcd.Connect() };
        _other = new TestServer { OpenStore = () => _etcd.Connect() };
        await _one.InitializeAsync();
        await _other.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _one.DisposeAsync();
        await _other.DisposeAsync();
        await _etcd.DisposeAsync();
    }

    [Fact]
    public async Task List_AtOneServer_HasWhatTheOtherHasAcknowledged()
    {
        for (var i = 0; i < 20; i++)
        {
            await _one.CreateAsync(ConfigMaps, $$$"""{"metadata":{"name":"c{{{i}}}"}}""");
            var list = await _other.GetAsync(ConfigMaps);
            Assert.Equal(i + 1, list["items"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Update_AtBothServers_ConflictsAsAtOne()
    {
        var created = await _one.CreateAsync(ConfigMaps, """{"metadata":{"name":"c"}}""");
        created["data"] = new JsonObject { ["who"] = "one" };
        var (first, _) = await _one.SendAsync(HttpMethod.Put, ConfigMaps + "/c", created.ToJsonString());
        created["data"] = new JsonObject { ["who"] = "other" };
        var (second, conflict) = await _other.SendAsync(HttpMethod.Put, ConfigMaps + "/c", created.ToJsonString());
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Conflict), (first, second));
        Assert.Equal("Conflict", (string?)conflict["reason"]);
    }

    [Fact]
    public async Task Watch_AtOneServer_ShowsWritesOfTheOther()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, ConfigMaps + "?watch=1&timeoutSeconds=30");
        using var response = await _one.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancel);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
        await _other.CreateAsync(ConfigMaps, """{"metadata":{"name":"seen"}}""");
        var seen = JsonNode.Parse((await reader.ReadLineAsync(Cancel))!)!;
        Assert.Equal(("ADDED", "seen"), ((string?)seen["type"], (string?)seen["object"]!["metadata"]!["name"]));
    }

    [Fact]
    public async Task LossOfEtcd_IsServiceUnavailable_AndPasses()
    {
        await _etcd.KillAsync();
        var (lost, status) = await _one.SendAsync(HttpMethod.Post, ConfigMaps, """{"metadata":{"name":"lost"}}""");
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "ServiceUnavailable"), (lost, (string?)status["reason"]));
        Assert.Equal(HttpStatusCode.InternalServerError, (await _one.Http.GetAsync("readyz", Cancel)).StatusCode);
        await _etcd.StartAsync(Cancel);
        await _one.CreateAsync(ConfigMaps, """{"metadata":{"name":"back"}}""");
        Assert.Equal(HttpStatusCode.OK, (await _one.Http.GetAsync("readyz", Cancel)).StatusCode);
        Assert.Single((await _other.GetAsync(ConfigMaps))["items"]!.AsArray());
    }
}
