using System.Net.Http.Json;
using System.Text.Json.Nodes;
using KubeSharp.Storage.Testing;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>Three API servers on three etcd members, as behind a balancer: clients that move between them never see time go backwards.</summary>
[Trait("Category", "Node")]
public sealed class ThreeServersTests : IAsyncLifetime
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    private const int Writes = 60;

    private readonly EtcdCluster _etcd = new();
    private readonly TestServer[] _servers;

    public ThreeServersTests() => _servers = [.. Enumerable.Range(0, 3).Select(i => new TestServer { OpenStore = () => _etcd.Connect(_etcd.Members[i]) })];

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        await _etcd.StartAsync(Cancel);
        foreach (var server in _servers)
        {
            await server.InitializeAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var server in _servers)
        {
            await server.DisposeAsync();
        }

        await _etcd.DisposeAsync();
    }

    [Fact]
    public async Task List_AtAnyServer_HasWhatAnotherHasAcknowledged()
    {
        for (var i = 0; i < Writes; i++)
        {
            var created = await _servers[i % 3].CreateAsync(ConfigMaps, $$$"""{"metadata":{"name":"c{{{i}}}"}}""");
            var list = await _servers[(i + 1) % 3].GetAsync(ConfigMaps);
            Assert.Equal(i + 1, list["items"]!.AsArray().Count);
            var version = (string?)created["metadata"]!["resourceVersion"];
            var notOlder = await _servers[(i + 2) % 3].GetAsync($"{ConfigMaps}?resourceVersion={version}&resourceVersionMatch=NotOlderThan");
            Assert.Equal(i + 1, notOlder["items"]!.AsArray().Count);
        }
    }

    [Fact]
    public async Task Watch_ResumedAtAnotherServer_MissesAndRepeatsNothing()
    {
        var version = (string)(await _servers[0].GetAsync(ConfigMaps))["metadata"]!["resourceVersion"]!;
        var writing = WriteAsync();
        var seen = new List<string>();
        for (var turn = 0; seen.Count < Writes; turn++)
        {
            using var response = await _servers[turn % 3].Http.GetAsync(
                $"{ConfigMaps}?watch=1&resourceVersion={version}&timeoutSeconds=30", HttpCompletionOption.ResponseHeadersRead, Cancel);
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Cancel));
            for (var events = 0; events < 7 && seen.Count < Writes; events++)
            {
                var change = JsonNode.Parse((await reader.ReadLineAsync(Cancel))!)!;
                Assert.Equal("ADDED", (string?)change["type"]);
                seen.Add((string)change["object"]!["metadata"]!["name"]!);
                version = (string)change["object"]!["metadata"]!["resourceVersion"]!;
            }
        }

        await writing;
        Assert.Equal(Enumerable.Range(0, Writes).Select(i => $"w{i}"), seen);
    }

    private async Task WriteAsync()
    {
        for (var i = 0; i < Writes; i++)
        {
            using var body = JsonContent.Create(JsonNode.Parse($$$"""{"metadata":{"name":"w{{{i}}}"}}"""));
            using var response = await _servers[i * 7 % 3].Http.PostAsync(ConfigMaps, body, Cancel);
            response.EnsureSuccessStatusCode();
        }
    }
}
