using System.Net;
using KubeSharp.ApiServer.Tests.Hosting;

namespace KubeSharp.ApiServer.Tests.Handlers.Lists;

/// <summary>
/// What a list is of, by resourceVersion, resourceVersionMatch, limit and continue. Three objects: a, b and c, of which c was created after the
/// revision that the rows call OLD.
/// </summary>
public sealed class ListMatrixTests : IAsyncLifetime
{
    private const string Path = "api/v1/namespaces/default/configmaps";

    private readonly TestServer _server = new();
    private string _old = "";

    public async ValueTask InitializeAsync()
    {
        await _server.InitializeAsync();
        await _server.CreateAsync(Path, """{"metadata":{"name":"a"}}""");
        var second = await _server.CreateAsync(Path, """{"metadata":{"name":"b"}}""");
        _old = (string)second["metadata"]!["resourceVersion"]!;
        await _server.CreateAsync(Path, """{"metadata":{"name":"c"}}""");
    }

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("", "a b c")]
    [InlineData("limit=2", "a b +1")]
    [InlineData("resourceVersion=0", "a b c")]
    [InlineData("resourceVersion=OLD", "a b c")]
    [InlineData("resourceVersion=OLD&limit=1", "a +1")]
    [InlineData("resourceVersion=OLD&limit=2", "a b")]
    [InlineData("resourceVersion=0&resourceVersionMatch=NotOlderThan", "a b c")]
    [InlineData("resourceVersion=OLD&resourceVersionMatch=NotOlderThan", "a b c")]
    [InlineData("resourceVersion=OLD&resourceVersionMatch=NotOlderThan&limit=2", "a b +1")]
    [InlineData("resourceVersion=OLD&resourceVersionMatch=Exact", "a b")]
    [InlineData("resourceVersion=OLD&resourceVersionMatch=Exact&limit=1", "a +1")]
    [InlineData("fieldSelector=metadata.name=b", "b")]
    [InlineData("fieldSelector=metadata.name!=b&limit=1", "a +?")]
    public async Task Lists(string query, string expected)
    {
        var list = await _server.GetAsync($"{Path}?{query.Replace("OLD", _old, StringComparison.Ordinal)}");
        var names = list["items"]!.AsArray().Select(item => (string)item!["metadata"]!["name"]!);
        var metadata = list["metadata"]!;
        if (metadata["continue"] is not null)
        {
            names = [.. names, "+" + (metadata["remainingItemCount"]?.ToString() ?? "?")];
        }

        Assert.Equal(expected, string.Join(' ', names));
        if (query.Contains("Exact", StringComparison.Ordinal))
        {
            Assert.Equal(_old, (string?)metadata["resourceVersion"]);
        }
    }

    [Theory]
    [InlineData("resourceVersionMatch=Exact", 422, "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden unless resourceVersion is provided")]
    [InlineData("resourceVersion=0&resourceVersionMatch=Exact", 422, "resourceVersionMatch: Forbidden: resourceVersionMatch \"exact\" is forbidden for resourceVersion \"0\"")]
    [InlineData("resourceVersion=1&resourceVersionMatch=Newest", 422, "resourceVersionMatch: Unsupported value: \"Newest\"")]
    [InlineData("continue=TOKEN&resourceVersionMatch=Exact&resourceVersion=1", 422, "resourceVersionMatch: Forbidden: resourceVersionMatch is forbidden when continue is provided")]
    [InlineData("sendInitialEvents=true", 422, "sendInitialEvents: Forbidden: sendInitialEvents is forbidden for list")]
    [InlineData("continue=TOKEN&resourceVersion=OLD", 400, "specifying resource version is not allowed when using continue")]
    [InlineData("continue=TOKEN&resourceVersion=0", 200, "")]
    [InlineData("labelSelector=a%20in%20b", 400, "unable to parse requirement")]
    [InlineData("fieldSelector=spec.none=1", 400, "field label not supported|is not a known field selector")]
    [InlineData("limit=many", 400, "strconv.ParseInt")]
    public async Task Refuses(string query, int code, string message)
    {
        var token = (string)(await _server.GetAsync(Path + "?limit=1"))["metadata"]!["continue"]!;
        var (answer, status) = await _server.SendAsync(
            HttpMethod.Get, $"{Path}?{query.Replace("OLD", _old, StringComparison.Ordinal).Replace("TOKEN", token, StringComparison.Ordinal)}");
        Assert.Equal(code, (int)answer);
        Assert.Contains(message.Split('|'), text => ((string?)status["message"] ?? "").Contains(text, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("&resourceVersionMatch=NotOlderThan")]
    public async Task RevisionThatDoesNotCome_IsTooLarge(string more)
    {
        var (code, status) = await _server.SendAsync(HttpMethod.Get, $"{Path}?resourceVersion=1000000{more}&timeoutSeconds=5");
        Assert.Equal(HttpStatusCode.GatewayTimeout, code);
        Assert.Equal("Timeout", (string?)status["reason"]);
        Assert.StartsWith("Timeout: Too large resource version: 1000000, current: ", (string?)status["message"], StringComparison.Ordinal);
        var details = status["details"]!;
        Assert.Equal(1, (int?)details["retryAfterSeconds"]);
        Assert.Equal("ResourceVersionTooLarge", (string?)details["causes"]![0]!["reason"]);
    }

    [Fact]
    public async Task Continue_GoesOnInTheStateOfTheFirstPage()
    {
        var first = await _server.GetAsync(Path + "?limit=1");
        await _server.SendAsync(HttpMethod.Delete, Path + "/b");
        var second = await _server.GetAsync($"{Path}?limit=1&continue={(string)first["metadata"]!["continue"]!}");
        Assert.Equal("b", (string?)second["items"]![0]!["metadata"]!["name"]);
        Assert.Equal((string?)first["metadata"]!["resourceVersion"], (string?)second["metadata"]!["resourceVersion"]);
        var last = await _server.GetAsync($"{Path}?continue={(string)second["metadata"]!["continue"]!}");
        Assert.Null(last["metadata"]!["continue"]);
        Assert.Null(last["metadata"]!["remainingItemCount"]);
    }

    [Theory]
    [InlineData("None", null)]
    [InlineData("Metadata", "PartialObjectMetadata")]
    [InlineData("Object", "ConfigMap")]
    public async Task Table_IncludesWhatIsAskedFor(string include, string? kind)
    {
        var table = await _server.GetAsync($"{Path}?includeObject={include}", "application/json;as=Table;g=meta.k8s.io;v=v1");
        Assert.Equal(kind, (string?)table["rows"]![0]!["object"]?["kind"]);
    }
}
