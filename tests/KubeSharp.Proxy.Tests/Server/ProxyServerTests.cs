using System.Net;
using KubeSharp.Proxy.Server;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Proxy.Tests.Server;

/// <summary>Listens on ports of this machine.</summary>
[Trait("Category", "Node")]
public sealed class ProxyServerTests : IAsyncLifetime
{
    private readonly ProxyHealth _health = new(new FakeTimeProvider(), TimeSpan.FromMinutes(1));
    private readonly HttpClient _http = new();
    private readonly ProxyOptions _options = new()
    {
        NodeName = "n1",
        NodeAddresses = ["192.0.2.1"],
        HealthzBindAddress = $"127.0.0.1:{ServiceHealthServerTests.FreePort()}",
        MetricsBindAddress = $"127.0.0.1:{ServiceHealthServerTests.FreePort()}",
    };

    private readonly ProxyServer _server;

    public ProxyServerTests() => _server = new ProxyServer(_options, ProxyMode.Iptables, _health);

    public async ValueTask InitializeAsync() => await _server.StartAsync(TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return _server.DisposeAsync();
    }

    /// <summary>Prometheus 3 refuses pages that do not say what they are.</summary>
    [Theory]
    [InlineData("/metrics", "text/plain; version=0.0.4; charset=utf-8", "kubeproxy_")]
    [InlineData("/proxyMode", "text/plain; charset=utf-8", "iptables")]
    [InlineData("/healthz", "text/plain; charset=utf-8", "ok")]
    [InlineData("/configz", "application/json", "\"mode\":\"iptables\"")]
    public async Task PagesOfTheMetricsAddress_SayWhatTheyAre(string path, string contentType, string part)
    {
        using var answer = await _http.GetAsync($"http://{_options.MetricsBindAddress}{path}", TestContext.Current.CancellationToken);
        Assert.Equal((HttpStatusCode.OK, contentType), (answer.StatusCode, answer.Content.Headers.ContentType!.ToString()));
        Assert.Contains(part, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ANodeThatIsBeingDeletedIsAlive_ButNotForLoadBalancers()
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.ServiceUnavailable), (await StatusAsync("/healthz"), await StatusAsync("/livez")));
        _health.Synced();
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (await StatusAsync("/healthz"), await StatusAsync("/livez")));
        _health.IsEligible = false;
        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (await StatusAsync("/healthz"), await StatusAsync("/livez")));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/metrics"));
    }

    private async Task<HttpStatusCode> StatusAsync(string path)
    {
        using var answer = await _http.GetAsync($"http://{_options.HealthzBindAddress}{path}", TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
