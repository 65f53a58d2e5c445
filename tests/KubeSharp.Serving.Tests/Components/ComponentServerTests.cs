using System.Net;
using System.Net.Http.Headers;
using KubeSharp.Client;
using KubeSharp.Serving.Components;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Serving.Tests.Components;

public sealed class ComponentServerTests : IAsyncLifetime
{
    private readonly Reviewer _reviewer = new() { ClientCa = SelfSigned.Create("authority", [], TimeProvider.System.GetUtcNow()).ExportCertificatePem() };
    private readonly CancellationTokenSource _stop = new();
    private ComponentServer _server = null!;
    private Task _running = Task.CompletedTask;
    private HttpClient _http = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new ComponentServerOptions { BindAddress = "127.0.0.1", SecurePort = 0 };
        _server = new ComponentServer(options, new KubeClient(_reviewer), NullLoggerFactory.Instance, TimeProvider.System);
        await _server.StartAsync(Cancel);
        _running = _server.RunAsync(_stop.Token);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        _http = new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{_server.EndPoint.Port}/") };
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _stop.CancelAsync();
        await _running;
        await _server.DisposeAsync();
        _stop.Dispose();
    }

    [Theory]
    [InlineData("healthz")]
    [InlineData("livez")]
    [InlineData("readyz")]
    public async Task Health_IsForAnybody(string path)
    {
        Assert.Equal("ok", await _http.GetStringAsync(path, Cancel));
        Assert.Equal(0, _reviewer.AccessReviews);
    }

    [Fact]
    public async Task Metrics_AreForWhomTheApiServerLets()
    {
        using var anonymous = await _http.GetAsync("metrics", Cancel);
        Assert.Equal(HttpStatusCode.Forbidden, anonymous.StatusCode);
        Assert.Equal("forbidden: User \"system:anonymous\" cannot get path \"/metrics\"\n", await anonymous.Content.ReadAsStringAsync(Cancel));

        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "good");
        Assert.Contains("# TYPE ", await _http.GetStringAsync("metrics", Cancel));
        Assert.Contains("# TYPE ", await _http.GetStringAsync("metrics", Cancel));
        Assert.Equal((1, 2), (_reviewer.TokenReviews, _reviewer.AccessReviews));
    }

    [Fact]
    public async Task UnknownToken_IsUnauthorized_AlsoWhereAnonymousIsWelcome()
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "bad");
        using var refused = await _http.GetAsync("metrics", Cancel);
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
    }

    [Fact]
    public async Task OtherPath_IsNotFound_ForWhoMayAsk()
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "good");
        using var missing = await _http.GetAsync("other", Cancel);
        Assert.Equal(HttpStatusCode.NotFound, missing.StatusCode);
    }
}
