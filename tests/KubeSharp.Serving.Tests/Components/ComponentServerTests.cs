using System.Net;
using System.Net.Http.Headers;
using KubeSharp.Client;
using KubeSharp.Serving.Components;
using KubeSharp.Serving.Health;
using KubeSharp.Serving.Logging;
using KubeSharp.Serving.Measurement;
using KubeSharp.Serving.Pages;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Serving.Tests.Components;

public sealed class ComponentServerTests : IAsyncLifetime
{
    private readonly Reviewer _reviewer = new() { ClientCa = SelfSigned.Create("authority", [], TimeProvider.System.GetUtcNow()).ExportCertificatePem() };
    private readonly LogVerbosity _verbosity = new(1);
    private readonly CancellationTokenSource _stop = new();
    private ComponentServer _server = null!;
    private Task _running = Task.CompletedTask;
    private HttpClient _http = null!;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var options = new ComponentServerOptions
        {
            BindAddress = "127.0.0.1",
            SecurePort = 0,
            Info = new ComponentInfo
            {
                Name = "kube-test",
                Build = new BuildInfo("v1.36.0", "abc", "clean", "2026-01-01T00:00:00Z"),
                Flags = new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" },
            },
            LiveChecks = [HealthCheck.Of("leaderElection", static () => null)],
            Configuration = "{}"u8.ToArray(),
            Verbosity = _verbosity,
        };
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
    public async Task Health_TellsOfItsChecks() => Assert.Equal(
        "[+]ping ok\n[+]leaderElection ok\n[+]shutdown ok\nreadyz check passed\n", await AskAsync("readyz?verbose"));

    [Theory]
    [InlineData("configz", "{}")]
    [InlineData("flagz", "\nkube-test flagz\nWarning: This endpoint is not meant to be machine parseable, has no formatting compatibility guarantees and is for debugging purposes only.\n\na=1\nb=2\n")]
    [InlineData("healthz/leaderElection", "ok")]
    public async Task Pages_AreServed(string path, string expected) => Assert.Equal(expected, await AskAsync(path));

    [Fact]
    public async Task Pages_HaveAFormForPrograms()
    {
        _http.DefaultRequestHeaders.TryAddWithoutValidation("Accept", "application/json;v=v1beta1;g=config.k8s.io;as=Flagz");
        Assert.Equal(
            "{\"kind\":\"Flagz\",\"apiVersion\":\"config.k8s.io/v1beta1\",\"metadata\":{\"name\":\"kube-test\"},\"flags\":{\"a\":\"1\",\"b\":\"2\"}}",
            await AskAsync("flagz"));
        Assert.StartsWith("only the following media types are accepted:", await AskAsync("statusz"));
    }

    [Fact]
    public async Task Verbosity_ChangesWhileItRuns()
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "good");
        using var changed = await _http.PutAsync("debug/flags/v", new StringContent("5"), Cancel);
        Assert.Equal("successfully set klog.logging.verbosity to 5", await changed.Content.ReadAsStringAsync(Cancel));
        Assert.Equal(5, _verbosity.Value);
        using var refused = await _http.PutAsync("debug/flags/v", new StringContent("much"), Cancel);
        Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
        Assert.Equal(5, _verbosity.Value);
    }

    [Fact]
    public async Task Profiles_ThatCannotBeMade_AreRefused()
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "good");
        using var heap = await _http.GetAsync("debug/pprof/heap", Cancel);
        Assert.Equal(HttpStatusCode.NotImplemented, heap.StatusCode);
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

    private async Task<string> AskAsync(string path)
    {
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", "good");
        using var response = await _http.GetAsync(path, Cancel);
        return await response.Content.ReadAsStringAsync(Cancel);
    }
}
