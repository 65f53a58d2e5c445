using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>Too much of something, over real connections: it is refused or left, and the server goes on as before.</summary>
public sealed class LimitTests(TestServer server) : IClassFixture<TestServer>
{
    private const string ConfigMaps = "api/v1/namespaces/default/configmaps";
    private const string Pods = "api/v1/namespaces/default/pods";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task BodyOfUnknownLength_OverTheLimit_IsTooLarge(string version)
    {
        using var http = server.NewClient(Version.Parse(version));
        using var request = new HttpRequestMessage(HttpMethod.Post, ConfigMaps) { Version = Version.Parse(version) };
        request.Content = new StreamContent(PipeReader.Create(new ReadOnlySequence<byte>(new byte[4 << 20])).AsStream());
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.TransferEncodingChunked = version == "1.1" ? true : null;
        using var response = await http.SendAsync(request, Cancel);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
        var status = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancel))!;
        Assert.Equal("Request entity too large: limit is 3145728", (string?)status["message"]);
    }

    /// <summary>A body below the limit may still be more than a store takes.</summary>
    [Fact]
    public async Task ObjectOverTheLimitOfTheStore_IsRefusedInItsWords()
    {
        var (code, status) = await server.SendAsync(
            HttpMethod.Post, Pods, $$$"""{"metadata":{"name":"big"},"spec":{"containers":[{"name":"c","image":"i","env":[{"name":"A","value":"{{{new string('x', 2_000_000)}}}"}]}]}}""");
        Assert.Equal(HttpStatusCode.InternalServerError, code);
        Assert.Equal("etcdserver: request is too large", (string?)status["message"]);
    }

    [Theory]
    [InlineData("application/json", "{\"a\":", 1_000)]
    [InlineData("application/json", "[", 1_000_000)]
    [InlineData("application/yaml", "- ", 100_000)]
    [InlineData("application/yaml", "{a: ", 10_000)]
    [InlineData("application/yaml", "[", 100_000)]
    public async Task DeeplyNestedBodies_AreBadRequests(string type, string opening, int depth)
    {
        var (code, _) = await server.SendAsync(HttpMethod.Post, ConfigMaps, string.Concat(Enumerable.Repeat(opening, depth)), type);
        Assert.Equal(HttpStatusCode.BadRequest, code);
    }

    /// <summary>Ten lines that would be ten billion words.</summary>
    [Fact]
    public async Task AnchorsThatMultiply_AreBadRequests()
    {
        var body = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
        for (var i = 1; i < 10; i++)
        {
            body.Append($"a{i}: &a{i} [{string.Join(',', Enumerable.Repeat($"*a{i - 1}", 10))}]\n");
        }

        var (code, _) = await server.SendAsync(HttpMethod.Post, ConfigMaps, body.ToString(), "application/yaml");
        Assert.Equal(HttpStatusCode.BadRequest, code);
    }

    [Theory]
    [InlineData("\u0000")]
    [InlineData("a\\u0000b")]
    [InlineData("\u00e9")]
    public async Task NamesThatAreNone_AreInvalid(string name)
    {
        var (code, _) = await server.SendAsync(HttpMethod.Post, ConfigMaps, $$$"""{"metadata":{"name":"{{{name}}}"}}""");
        Assert.True(code is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity, $"{code}");
    }

    [Theory]
    [InlineData("GET /api/v1/namespaces/default/configmaps/a%00b HTTP/1.1")]
    [InlineData("GET /api/v1/namespaces/default/configmaps/%ff%fe HTTP/1.1")]
    [InlineData("GET /api/v1/namespaces/default/configmaps?labelSelector=%ff HTTP/1.1")]
    [InlineData("GET /api/v1/namespaces/default/configmaps/a HTTP/1.1\r\nAudit-Id: \u00e9")]
    [InlineData("GET /api/v1/namespaces/default/configmaps/a HTTP/1.1\r\nUser-Agent: \u00ff\u00fe")]
    [InlineData("GET /api/v1/namespaces/default/configmaps/a HTTP/1.1\r\nAccept: \u0080")]
    public async Task RequestsThatAreNoText_AreTheClientsMistake(string request)
    {
        var status = await ExchangeAsync($"{request}\r\nHost: a\r\nConnection: close\r\n\r\n");
        Assert.InRange(status, 200, 499);
    }

    [Fact]
    public async Task ManyQueryParameters_AreAnswered()
    {
        var status = await ExchangeAsync($"GET /api/v1/namespaces/default/configmaps?{string.Join('&', Enumerable.Repeat("a=b", 10_000))} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n");
        Assert.Equal(200, status);
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(2_000_000)]
    public async Task HugeHeaders_AreTooLarge(int size)
    {
        var status = await ExchangeAsync($"GET /api/v1/namespaces/default/configmaps HTTP/1.1\r\nHost: a\r\nX-A: {new string('x', size)}\r\nConnection: close\r\n\r\n");
        Assert.True(status is 431 or 0, $"{status}");
    }

    /// <summary>The status of the answer; 0 if the connection ended without one.</summary>
    private async Task<int> ExchangeAsync(string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(server.Host.EndPoint, Cancel);
        await using var tls = new SslStream(socket.GetStream(), leaveInnerStreamOpen: false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost", ApplicationProtocols = [SslApplicationProtocol.Http11] }, Cancel);
        try
        {
            await tls.WriteAsync(Encoding.Latin1.GetBytes(request), Cancel);
            using var reader = new StreamReader(tls, Encoding.Latin1);
            return await reader.ReadLineAsync(Cancel) is { } line ? int.Parse(line.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
