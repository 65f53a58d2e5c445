using System.Globalization;
using System.Net;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Proxy.Server;

/// <summary>
/// Answers load balancers on the healthCheckNodePort of services whose external traffic stays on the node: 200 where the node has ready
/// endpoints of the service, 503 where it has none. <see cref="SyncAsync"/> must not run twice at once.
/// </summary>
internal sealed partial class ServiceHealthServer(ProxyHealth proxy, IEventRecorder events, ILogger<ServiceHealthServer> logger) : IAsyncDisposable
{
    private readonly Dictionary<NamespacedName, Listener> _listeners = [];
    private readonly ILogger _logger = logger;

    /// <summary>Brings what is listened on up to date with services that have changed. One without such a port is null.</summary>
    public async Task SyncAsync(IEnumerable<KeyValuePair<NamespacedName, ServiceHealth?>> changed, CancellationToken cancellationToken)
    {
        foreach (var (service, health) in changed)
        {
            if (_listeners.TryGetValue(service, out var listener))
            {
                if (listener.Port == health?.Port)
                {
                    listener.LocalEndpoints = health.Value.LocalEndpoints;
                    continue;
                }

                _listeners.Remove(service);
                await StopAsync(listener);
            }

            if (health is { } wanted)
            {
                await StartAsync(service, wanted, cancellationToken);
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var listener in _listeners.Values)
        {
            await StopAsync(listener);
        }

        _listeners.Clear();
    }

    private async Task StartAsync(NamespacedName service, ServiceHealth health, CancellationToken cancellationToken)
    {
        var host = new KestrelHost(NullLoggerFactory.Instance, kestrel => kestrel.ListenAnyIP(health.Port));
        var listener = new Listener(health.Port, host) { LocalEndpoints = health.LocalEndpoints };
        try
        {
            await host.StartAsync(http => AnswerAsync(http, service, listener), cancellationToken);
            _listeners[service] = listener;
        }
        catch (IOException failure)
        {
            // The service works without; only its load balancer cannot tell where its endpoints are.
            await host.DisposeAsync();
            LogNotListening(service, health.Port, failure.Message);
            events.Record(
                new ObjectReference { APIVersion = "v1", Kind = "Service", Namespace = service.Namespace, Name = service.Name },
                "Warning",
                "FailedToStartServiceHealthcheck",
                $"node {Environment.MachineName} failed to start healthcheck \"{service}\" on port {health.Port}: {failure.Message}");
        }
    }

    private static async Task StopAsync(Listener listener)
    {
        await listener.Host.StopAsync(new CancellationToken(canceled: true));
        await listener.Host.DisposeAsync();
    }

    private Task AnswerAsync(HttpContext http, NamespacedName service, Listener listener)
    {
        var count = listener.LocalEndpoints;
        var healthy = proxy.IsHealthy;
        http.Response.StatusCode = count > 0 && healthy ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers["X-Load-Balancing-Endpoint-Weight"] = count.ToString(CultureInfo.InvariantCulture);
        return http.Response.WriteAsync(
            $$"""
            {
            	"service": {
            		"namespace": "{{service.Namespace}}",
            		"name": "{{service.Name}}"
            	},
            	"localEndpoints": {{count}},
            	"serviceProxyHealthy": {{(healthy ? "true" : "false")}}
            }
            """,
            http.RequestAborted);
    }

    [LoggerMessage(LogLevel.Warning, "Load balancers cannot ask for {Service} on port {Port}: {Reason}")]
    private partial void LogNotListening(NamespacedName service, int port, string reason);

    private sealed class Listener(int port, KestrelHost host)
    {
        private volatile int _localEndpoints;

        public int Port => port;

        public KestrelHost Host => host;

        public int LocalEndpoints
        {
            get => _localEndpoints;
            set => _localEndpoints = value;
        }
    }
}
