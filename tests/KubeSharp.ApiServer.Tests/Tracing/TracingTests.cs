using System.Net;
using System.Text;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Tests.Hosting;
using KubeSharp.ApiServer.Tracing;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.ApiServer.Tests.Tracing;

/// <summary>Spans as an OTLP collector receives them; whoever listens hears all servers of the process.</summary>
[Collection(WholeProcessCollection.Name)]
public sealed class TracingTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";

    [Fact]
    public async Task Request_IsASpan_OfTheCallersTrace()
    {
        var bytes = await TraceAsync(new UserInfo { Name = "watcher", Groups = [WellKnownUsers.MonitoringGroup] }, new TracingOptions());

        Assert.True(bytes.AsSpan().IndexOf(Convert.FromHexString(Trace)) >= 0);
        var text = Encoding.UTF8.GetString(bytes);
        Assert.Contains("GET /api/v1/namespaces/{:namespace}/configmaps/{:name}", text);
        Assert.Contains("store get", text);
        Assert.DoesNotContain("POST /api/v1/namespaces", text);
    }

    [Fact]
    public async Task Anybody_CannotHaveRequestsTraced() =>
        Assert.Empty(await TraceAsync(new UserInfo { Name = "anybody" }, new TracingOptions()));

    [Fact]
    public async Task SampledRequest_IsASpan_ThatLinksToTheCallersTrace()
    {
        var bytes = await TraceAsync(new UserInfo { Name = "anybody" }, new TracingOptions { SamplingRatePerMillion = 1_000_000 });

        Assert.True(bytes.AsSpan().IndexOf(Convert.FromHexString(Trace)) >= 0);
        Assert.Contains("POST /api/v1/namespaces", Encoding.UTF8.GetString(bytes));
    }

    /// <returns>What the collector received of the spans of a server that <paramref name="user"/> made two requests of, one of them in a trace.</returns>
    private static async Task<byte[]> TraceAsync(UserInfo user, TracingOptions options)
    {
        var cancel = TestContext.Current.CancellationToken;
        var received = new MemoryStream();
        await using var collector = new KestrelHost(
            NullLoggerFactory.Instance, static kestrel => kestrel.Listen(IPAddress.Loopback, 0, static listen => listen.Protocols = HttpProtocols.Http2));
        await collector.StartAsync(http => ReceiveAsync(http, received), cancel);
        await using (var server = new TestServer
        {
            Configure = server => server with { Tracing = options with { Endpoint = new Uri($"http://127.0.0.1:{collector.EndPoint.Port}") } },
            Adjust = parts => parts.Authenticator = new FixedUser(user),
        })
        {
            await server.InitializeAsync();
            using var request = new HttpRequestMessage(HttpMethod.Get, "api/v1/namespaces/default/configmaps/none") { Version = HttpVersion.Version20 };
            request.Headers.Add("traceparent", $"00-{Trace}-b7ad6b7169203331-01");
            using var response = await server.Http.SendAsync(request, cancel);
            Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        }

        // What has come together is sent when the server ends.
        return received.ToArray();
    }

    private static async Task ReceiveAsync(HttpContext http, MemoryStream received)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        lock (received)
        {
            body.WriteTo(received);
        }

        // An empty message of gRPC, and that all is well.
        http.Response.ContentType = "application/grpc";
        await http.Response.Body.WriteAsync(new byte[5]);
        http.Response.AppendTrailer("grpc-status", "0");
    }

    private sealed class FixedUser(UserInfo user) : IAuthenticator
    {
        public ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) => new(user);
    }
}
