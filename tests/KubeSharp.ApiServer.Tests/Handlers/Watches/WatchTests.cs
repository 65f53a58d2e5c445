using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Handlers.Watches;

public sealed class WatchTests(TestServer server) : IClassFixture<TestServer>
{
    private const string Path = "api/v1/namespaces/default/configmaps";

    [Fact]
    public async Task Watch_MayBeAskedToLastLongerThanATimerDoes()
    {
        using var reader = await OpenAsync($"{Path}?watch=1&resourceVersion=0&timeoutSeconds=999999999");
        await server.CreateAsync(Path, """{"metadata":{"name":"long"}}""");
        Assert.NotNull(await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Watch_TellsOfEveryChange()
    {
        var from = (string)(await server.GetAsync(Path))["metadata"]!["resourceVersion"]!;
        using var reader = await OpenAsync($"{Path}?watch=1&resourceVersion={from}&fieldSelector=metadata.name%3Dwatched");
        await server.CreateAsync(Path, """{"metadata":{"name":"ignored"}}""");
        var created = await server.CreateAsync(Path, """{"metadata":{"name":"watched"}}""");
        created["data"] = new JsonObject { ["a"] = "b" };
        await server.SendAsync(HttpMethod.Put, Path + "/watched", created.ToJsonString());
        await server.SendAsync(HttpMethod.Delete, Path + "/watched");

        var added = await NextAsync(reader);
        Assert.Equal("ADDED", (string?)added["type"]);
        Assert.Equal("ConfigMap", (string?)added["object"]!["kind"]);
        var modified = await NextAsync(reader);
        Assert.Equal("MODIFIED", (string?)modified["type"]);
        Assert.Equal("b", (string?)modified["object"]!["data"]!["a"]);
        var deleted = await NextAsync(reader);
        Assert.Equal("DELETED", (string?)deleted["type"]);
        Assert.True(Revision(modified) < Revision(deleted));
    }

    [Fact]
    public async Task LabelThatCeasesToMatch_IsDeletedForTheWatcher()
    {
        var from = (string)(await server.GetAsync(Path))["metadata"]!["resourceVersion"]!;
        using var reader = await OpenAsync($"{Path}?watch=true&resourceVersion={from}&labelSelector=seen%3Dyes");
        await server.CreateAsync(Path, """{"metadata":{"name":"label","labels":{"seen":"yes"}}}""");
        await server.SendAsync(
            HttpMethod.Patch, Path + "/label", """{"metadata":{"labels":{"seen":"no"}}}""", "application/merge-patch+json");
        Assert.Equal("ADDED", (string?)(await NextAsync(reader))["type"]);
        Assert.Equal("DELETED", (string?)(await NextAsync(reader))["type"]);
    }

    [Fact]
    public async Task InitialEvents_EndWithAnAnnotatedBookmark()
    {
        await server.CreateAsync("api/v1/namespaces/default/secrets", """{"metadata":{"name":"initial"}}""");
        using var reader = await OpenAsync(
            "api/v1/namespaces/default/secrets?watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true");
        Assert.Equal("initial", (string?)(await NextAsync(reader))["object"]!["metadata"]!["name"]);
        var bookmark = await NextAsync(reader);
        Assert.Equal("BOOKMARK", (string?)bookmark["type"]);
        Assert.Equal("true", (string?)bookmark["object"]!["metadata"]!["annotations"]!["k8s.io/initial-events-end"]);
    }

    [Fact]
    public async Task Table_SendsItsColumnsOnce()
    {
        await server.CreateAsync("api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"table1"}}""");
        await server.CreateAsync("api/v1/namespaces/default/serviceaccounts", """{"metadata":{"name":"table2"}}""");
        using var reader = await OpenAsync(
            "api/v1/namespaces/default/serviceaccounts?watch=1", "application/json;as=Table;v=v1;g=meta.k8s.io");
        var first = await NextAsync(reader);
        Assert.Equal("Table", (string?)first["object"]!["kind"]);
        Assert.NotNull(first["object"]!["columnDefinitions"]);
        var second = await NextAsync(reader);
        Assert.Null(second["object"]!["columnDefinitions"]);
        Assert.Equal("table2", (string?)second["object"]!["rows"]![0]!["cells"]![0]);
    }

    [Fact]
    public async Task Timeout_EndsTheWatch()
    {
        using var reader = await OpenAsync($"{Path}?watch=1&timeoutSeconds=1&resourceVersion=0&fieldSelector=metadata.name%3Dnone");
        Assert.Null(await reader.ReadLineAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task WebSocket_CarriesOneEventInAMessage()
    {
        await server.CreateAsync("api/v1/namespaces/default/limitranges", """{"metadata":{"name":"ws"},"spec":{"limits":[]}}""");
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        var address = new UriBuilder(new Uri(server.Address, "api/v1/namespaces/default/limitranges"))
        {
            Scheme = "wss",
            Query = "watch=1",
        };
        await socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
        var buffer = new byte[8192];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
        Assert.True(received.EndOfMessage);
        var item = JsonNode.Parse(Encoding.UTF8.GetString(buffer, 0, received.Count))!;
        Assert.Equal("ADDED", (string?)item["type"]);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("api/v1/watch/namespaces/default/endpoints/only")]
    [InlineData("api/v1/watch/namespaces/default/endpoints?fieldSelector=metadata.name%3Donly")]
    [InlineData("api/v1/watch/endpoints?fieldSelector=metadata.name%3Donly,metadata.namespace%3Ddefault")]
    public async Task DeprecatedPath_IsAWatch(string path)
    {
        foreach (var name in (string[])["other", "only"])
        {
            await server.SendAsync(HttpMethod.Post, "api/v1/namespaces/default/endpoints", $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        }

        using var reader = await OpenAsync(path);
        var item = await NextAsync(reader);
        Assert.Equal(("ADDED", "only"), ((string?)item["type"], (string?)item["object"]!["metadata"]!["name"]));
    }

    [Fact]
    public async Task PartialObjectMetadata_HasNothingElse()
    {
        await server.CreateAsync("api/v1/namespaces/default/podtemplates", """{"metadata":{"name":"partial"},"template":{"spec":{"containers":[{"name":"c","image":"i"}]}}}""");
        using var reader = await OpenAsync("api/v1/namespaces/default/podtemplates?watch=1", "application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1");
        var seen = (await NextAsync(reader))["object"]!;
        Assert.Equal(("PartialObjectMetadata", "meta.k8s.io/v1"), ((string?)seen["kind"], (string?)seen["apiVersion"]));
        Assert.Null(seen["template"]);
    }

    [Theory]
    [InlineData("watch=1&sendInitialEvents=true", 422, "sendInitialEvents requires setting resourceVersionMatch to NotOlderThan")]
    [InlineData("watch=1&resourceVersionMatch=NotOlderThan", 422, "resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided")]
    [InlineData("watch=1&sendInitialEvents=true&resourceVersionMatch=Exact", 422, "Unsupported value: \"Exact\"")]
    [InlineData("watch=1&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&continue=x", 422, "resourceVersionMatch is forbidden when continue is provided")]
    [InlineData("watch=1&labelSelector=,", 400, "")]
    [InlineData("watch=1&fieldSelector=spec.none%3D1", 400, "")]
    public async Task BadOptions_AreRefused(string query, int code, string message)
    {
        var (answer, status) = await server.SendAsync(HttpMethod.Get, $"{Path}?{query}");
        Assert.Equal(code, (int)answer);
        Assert.Contains(message, (string?)status["message"]);
    }

    [Fact]
    public async Task Yaml_IsRefused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, Path + "?watch=1");
        request.Headers.Accept.ParseAdd("application/yaml");
        using var response = await server.Http.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(406, (int)response.StatusCode);
    }

    [Fact]
    public async Task WithoutInitialEvents_BeginsWithWhatComes()
    {
        await server.CreateAsync("api/v1/namespaces/default/services", """{"metadata":{"name":"before"},"spec":{"type":"ExternalName","externalName":"a.b"}}""");
        using var reader = await OpenAsync("api/v1/namespaces/default/services?watch=1&sendInitialEvents=false&resourceVersionMatch=NotOlderThan");
        await server.CreateAsync("api/v1/namespaces/default/services", """{"metadata":{"name":"after"},"spec":{"type":"ExternalName","externalName":"a.b"}}""");
        Assert.Equal("after", (string?)(await NextAsync(reader))["object"]!["metadata"]!["name"]);
    }

    [Fact]
    public async Task WebSocket_CarriesProtobufInBinaryFrames()
    {
        await server.CreateAsync("api/v1/namespaces/default/resourcequotas", """{"metadata":{"name":"binary"},"spec":{}}""");
        using var socket = new ClientWebSocket();
        socket.Options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        socket.Options.SetRequestHeader("Accept", "application/vnd.kubernetes.protobuf;stream=watch");
        var address = new UriBuilder(new Uri(server.Address, "api/v1/namespaces/default/resourcequotas")) { Scheme = "wss", Query = "watch=1" };
        await socket.ConnectAsync(address.Uri, TestContext.Current.CancellationToken);
        var buffer = new byte[8192];
        var received = await socket.ReceiveAsync(buffer.AsMemory(), TestContext.Current.CancellationToken);
        Assert.Equal(WebSocketMessageType.Binary, received.MessageType);
        Assert.True(buffer.AsSpan(0, received.Count).IndexOf("ADDED"u8) >= 0);
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, "", TestContext.Current.CancellationToken);
    }

    private static long Revision(JsonNode item) =>
        long.Parse((string)item["object"]!["metadata"]!["resourceVersion"]!, System.Globalization.CultureInfo.InvariantCulture);

    private static async Task<JsonNode> NextAsync(StreamReader reader) =>
        JsonNode.Parse((await reader.ReadLineAsync(TestContext.Current.CancellationToken))!)!;

    private async Task<StreamReader> OpenAsync(string path, string accept = "application/json")
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Accept", accept);
        var response = await server.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        Assert.True(response.IsSuccessStatusCode);
        return new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }
}
