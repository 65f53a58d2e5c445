using System.Net;
using System.Text.Json.Nodes;
using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A write whose answer the store loses is said to be unknown, and not tried again.</summary>
public sealed class UnansweredWriteTests : IAsyncLifetime
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";

    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-unanswered-").FullName;
    private readonly UnansweredStore _store;
    private readonly TestServer _server;

    public UnansweredWriteTests()
    {
        _store = new UnansweredStore(EmbeddedStore.Open(
            new EmbeddedStoreOptions { Directory = _directory }, TimeProvider.System, NullLogger<EmbeddedStore>.Instance));
        _server = new TestServer { OpenStore = () => _store };
    }

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Update_IsUnavailable_AndNoConflict()
    {
        var created = await _server.CreateAsync(ConfigMaps, """{"metadata":{"name":"c"}}""");
        created["data"] = new JsonObject { ["a"] = "1" };
        _store.LoseNextAnswer();
        var (code, _) = await _server.SendAsync(HttpMethod.Put, ConfigMaps + "/c", created.ToJsonString());
        Assert.Equal(HttpStatusCode.ServiceUnavailable, code);
        Assert.Equal("1", (string?)(await _server.GetAsync(ConfigMaps + "/c"))["data"]!["a"]);
    }
}
