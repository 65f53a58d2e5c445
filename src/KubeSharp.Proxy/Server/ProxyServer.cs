using System.Globalization;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.Proxy.Server;

/// <summary>
/// /healthz and /livez for load balancers and supervisors, and /metrics and /proxyMode on an address of its own. Healthy means that the
/// rules were written at least once.
/// </summary>
internal sealed class ProxyServer : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly TimeProvider _time;
    private readonly IPEndPoint _health;
    private long _lastSync;

    public ProxyServer(ProxyOptions options, TimeProvider time)
    {
        _time = time;
        _health = IPEndPoint.Parse(options.HealthzBindAddress);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.None));
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(_health);
            kestrel.Listen(IPEndPoint.Parse(options.MetricsBindAddress));
        });
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public Task StartAsync(CancellationToken cancellationToken) => _application.StartAsync(cancellationToken);

    public void Synced() => Volatile.Write(ref _lastSync, _time.GetUtcNow().UtcTicks);

    public async ValueTask DisposeAsync()
    {
        using var atOnce = new CancellationTokenSource(TimeSpan.Zero);
        await _application.StopAsync(atOnce.Token);
        await _application.DisposeAsync();
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
