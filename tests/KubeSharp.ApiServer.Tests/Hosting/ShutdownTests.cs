using System.Net;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A server that ends: /readyz fails first, then watches end, then requests finish, and then nobody gets in any more.</summary>
public sealed class ShutdownTests
{
    private static readonly TimeSpan Delay = TimeSpan.FromSeconds(70);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact(Timeout = 60_000)]
    public async Task Parts_EndInOrder()
    {
        var time = new FakeTimeProvider();
        await using var server = new TestServer
        {
            Time = time,
            Configure = static options => options with { ShutdownDelay = Delay, ShutdownGracePeriod = TimeSpan.FromMinutes(1) },
        };
        await server.InitializeAsync();
        using var client = server.NewClient(HttpVersion.Version11);
        using var watch = await client.GetStreamAsync("api/v1/namespaces/default/configmaps?watch=true", Cancel);
        using var events = new StreamReader(watch);
        using var body = new PendingContent("""{"metadata":""");
        using var pending = new HttpRequestMessage(HttpMethod.Post, "api/v1/namespaces/default/configmaps") { Content = body };
        var writing = client.SendAsync(pending, TestContext.Current.CancellationToken);

        var stopping = server.Host.StopAsync(Cancel);
        using var notReady = await client.GetAsync("readyz", Cancel);
        Assert.Equal(HttpStatusCode.InternalServerError, notReady.StatusCode);
        Assert.Contains("[-]shutdown failed: reason withheld\n", await notReady.Content.ReadAsStringAsync(Cancel));
        Assert.Equal("ok", await client.GetStringAsync("livez", Cancel));

        // Balancers have not noticed yet: everybody is served.
        await server.CreateAsync("api/v1/namespaces/default/configmaps", """{"metadata":{"name":"late"}}""");
        Assert.Contains("\"late\"", await events.ReadLineAsync(Cancel));

        time.Advance(Delay);
        Assert.Null(await events.ReadLineAsync(Cancel));
        Assert.False(stopping.IsCompleted);
        await body.EndAsync("""{"name":"last"}}""");
        using var written = await writing;
        Assert.Equal(HttpStatusCode.Created, written.StatusCode);

        await stopping;
        using var stranger = server.NewClient(HttpVersion.Version11);
        await Assert.ThrowsAsync<HttpRequestException>(() => stranger.GetAsync("livez", Cancel));
    }
}
