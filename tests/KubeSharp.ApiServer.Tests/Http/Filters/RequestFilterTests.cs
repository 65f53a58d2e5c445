using KubeSharp.ApiServer.Http.Filters;
using Microsoft.AspNetCore.Connections.Features;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Tests.Http.Filters;

public sealed class RequestFilterTests
{
    [Fact]
    public void Cors_LetsPagesOfTheOriginsIn()
    {
        var filter = new CorsFilter(["//www\\.example\\.com(:|$)"]);
        var http = Request("GET", "https://www.example.com");
        Assert.Null(filter.Answer(http));
        Assert.Equal("https://www.example.com", http.Response.Headers.AccessControlAllowOrigin);
        Assert.Equal("true", http.Response.Headers.AccessControlAllowCredentials);

        var other = Request("GET", "https://www.example.com.evil.net");
        Assert.Null(filter.Answer(other));
        Assert.Empty(other.Response.Headers);
    }

    [Fact]
    public async Task Cors_AnswersPreflights()
    {
        var http = Request("OPTIONS", "https://www.example.com");
        await new CorsFilter(["//www\\.example\\.com$"]).Answer(http)!;
        Assert.Equal((204, "POST, GET, OPTIONS, PUT, DELETE, PATCH"), (http.Response.StatusCode, http.Response.Headers.AccessControlAllowMethods.ToString()));
    }

    [Fact]
    public void StrictTransportSecurity_TellsItsDirectives()
    {
        var http = Request("GET");
        Assert.Null(new StrictTransportSecurity(["max-age=31536000", "includeSubDomains"]).Answer(http));
        Assert.Equal("max-age=31536000; includeSubDomains", http.Response.Headers.StrictTransportSecurity);
        Assert.Throws<ArgumentException>(() => new StrictTransportSecurity(["forever"]));
    }

    [Fact]
    public void Goaway_ClosesConnectionsOfHttp2Alone()
    {
        var filter = new GoawayFilter(0.02, new Certain());
        var lifetime = new Lifetime();
        Assert.Null(filter.Answer(Request("GET", lifetime: lifetime, protocol: "HTTP/1.1")));
        Assert.False(lifetime.IsClosing);
        Assert.Null(filter.Answer(Request("GET", lifetime: lifetime, protocol: "HTTP/2")));
        Assert.True(lifetime.IsClosing);
        Assert.Throws<ArgumentException>(() => new GoawayFilter(0.03, new Certain()));
    }

    [Fact]
    public async Task Shutdown_SendsOthersElsewhere_ButAnswersProbes()
    {
        var filter = new RetryAfterShutdown();
        Assert.Null(filter.Answer(Request("GET")));
        filter.Begin();
        var http = Request("GET");
        await filter.Answer(http)!;
        Assert.Equal((429, "5"), (http.Response.StatusCode, http.Response.Headers.RetryAfter.ToString()));
        Assert.Null(filter.Answer(Request("GET", path: "/readyz")));
    }

    private static DefaultHttpContext Request(
        string method, string origin = "", string path = "/api", Lifetime? lifetime = null, string protocol = "HTTP/2")
    {
        var http = new DefaultHttpContext();
        http.Request.Method = method;
        http.Request.Path = path;
        http.Request.Protocol = protocol;
        if (origin.Length > 0)
        {
            http.Request.Headers.Origin = origin;
        }

        http.Features.Set<IConnectionLifetimeNotificationFeature>(lifetime);
        return http;
    }

    private sealed class Certain : Random
    {
        public override double NextDouble() => 0;
    }

    private sealed class Lifetime : IConnectionLifetimeNotificationFeature
    {
        public bool IsClosing { get; private set; }

        public CancellationToken ConnectionClosedRequested { get; set; }

        public void RequestClose() => IsClosing = true;
    }
}
