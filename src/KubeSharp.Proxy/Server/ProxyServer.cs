using System.Globalization;
using System.Net;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Prometheus;

namespace KubeSharp.Proxy.Server;

/// <summary>
/// /healthz and /livez for load balancers and supervisors, and /metrics and /proxyMode on an address of its own. Healthy means that the
/// rules were written at least once.
/// </summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly KestrelHost _host;
    private readonly TimeProvider _time;
    private readonly IPEndPoint _health;
    private long _lastSync;

    public ProxyServer(ProxyOptions options, TimeProvider time)
    {
        _time = time;
        _health = IPEndPoint.Parse(options.HealthzBindAddress);
        _host = new KestrelHost(NullLoggerFactory.Instance, kestrel =>
        {
            kestrel.Listen(_health);
            kestrel.Listen(IPEndPoint.Parse(options.MetricsBindAddress));
        });
    }

    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(AnswerAsync, cancellationToken);

    public void Synced() => Volatile.Write(ref _lastSync, _time.GetUtcNow().UtcTicks);

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true));
        await _host.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext context) => (context.Connection.LocalPort == _health.Port, context.Request.Path.Value) switch
    {
        (true, "/healthz" or "/livez") => AnswerHealthAsync(context),
        (false, "/metrics") => Metrics.DefaultRegistry.CollectAndExportAsTextAsync(context.Response.Body, context.RequestAborted),
        (false, "/healthz") => context.Response.WriteAsync("ok", context.RequestAborted),
        (false, "/proxyMode") => context.Response.WriteAsync("nftables", context.RequestAborted),
        _ => NotFoundAsync(context),
    };

    private Task AnswerHealthAsync(HttpContext context)
    {
        var lastSync = Volatile.Read(ref _lastSync);
        context.Response.StatusCode = lastSync == 0 ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status200OK;
        context.Response.ContentType = "application/json";
        return context.Response.WriteAsync(
            $$"""{"lastUpdated": "{{Text(new DateTimeOffset(lastSync, TimeSpan.Zero))}}","currentTime": "{{Text(_time.GetUtcNow())}}"}""",
            context.RequestAborted);
    }

    private static Task NotFoundAsync(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status404NotFound;
        return context.Response.WriteAsync("404 page not found\n", context.RequestAborted);
    }

    private static string Text(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss.fffffff +0000 'UTC'", CultureInfo.InvariantCulture);
}
