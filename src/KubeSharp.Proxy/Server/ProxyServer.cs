using System.Globalization;
using System.Net;
using KubeSharp.Proxy.Configuration;
using KubeSharp.Serving;
using KubeSharp.Serving.Measurement;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace KubeSharp.Proxy.Server;

/// <summary>
/// /healthz for load balancers and /livez for supervisors, and /metrics, /proxyMode and /configz on an address of its own.
/// </summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly KestrelHost _host;
    private readonly ProxyHealth _proxy;
    private readonly IPEndPoint _health;
    private readonly string _mode;
    private readonly ReadOnlyMemory<byte> _configuration;

    public ProxyServer(ProxyOptions options, ProxyMode mode, ProxyHealth proxy)
    {
        _proxy = proxy;
        _mode = KubeProxyConfigurationJson.Name(mode);
        _configuration = KubeProxyConfigurationJson.Write(options, mode);
        _health = IPEndPoint.Parse(options.HealthzBindAddress);
        _host = new KestrelHost(NullLoggerFactory.Instance, kestrel =>
        {
            kestrel.Listen(_health);
            kestrel.Listen(IPEndPoint.Parse(options.MetricsBindAddress));
        });
    }

    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(AnswerAsync, cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true));
        await _host.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context) => (context.Connection.LocalPort == _health.Port, context.Request.Path.Value) switch
    {
        (true, "/healthz") => AnswerHealthAsync(context, _proxy.IsHealthy && _proxy.IsEligible, ProxyMetrics.Healthz),
        (true, "/livez") => AnswerHealthAsync(context, _proxy.IsHealthy, ProxyMetrics.Livez),
        (false, "/metrics") => MetricsPage.WriteAsync(context, Metrics.DefaultRegistry, context.RequestAborted),
        (false, "/healthz") => PlainResponse.TextAsync(context, StatusCodes.Status200OK, "ok", context.RequestAborted),
        (false, "/proxyMode") => PlainResponse.TextAsync(context, StatusCodes.Status200OK, _mode, context.RequestAborted),
        (false, "/configz") => PlainResponse.BytesAsync(context, StatusCodes.Status200OK, PlainResponse.Json, _configuration, context.RequestAborted),
        _ => PlainResponse.TextAsync(context, StatusCodes.Status404NotFound, "404 page not found\n", context.RequestAborted),
    };

    private Task AnswerHealthAsync(HttpContext context, bool isGood, Counter answers)
    {
        context.Response.StatusCode = isGood ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        answers.WithLabels(context.Response.StatusCode.ToString(CultureInfo.InvariantCulture)).Inc();
        context.Response.ContentType = "application/json";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        return context.Response.WriteAsync(
            $$"""{"lastUpdated": "{{Text(_proxy.LastUpdated ?? default)}}","currentTime": "{{Text(_proxy.Now)}}", "nodeEligible": {{(_proxy.IsEligible ? "true" : "false")}}}""",
            context.RequestAborted);
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss.fffffff +0000 'UTC'", CultureInfo.InvariantCulture);
}
