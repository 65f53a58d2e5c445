using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Kubelet.Server.Endpoints;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Server;

/// <summary>Kestrel with the HTTPS port and, for local checks, /healthz on a plain one.</summary>
internal sealed class KubeletListener : IAsyncDisposable
{
    private readonly KubeletServerOptions _options;
    private readonly X509Certificate2 _certificate;
    private readonly KubeletRequestPipeline _pipeline;
    private readonly HealthEndpoint _health;
    private readonly KestrelHost _host;

    public KubeletListener(
        KubeletServerOptions options, X509Certificate2 certificate, KubeletRequestPipeline pipeline, HealthEndpoint health, ILoggerFactory loggers)
    {
        _options = options;
        _certificate = certificate;
        _pipeline = pipeline;
        _health = health;
        _host = new KestrelHost(loggers, Configure);
    }

    public IPEndPoint EndPoint => _host.EndPoint;

    /// <exception cref="IOException">A port is taken.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(DispatchAsync, cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private Task DispatchAsync(HttpContext http)
    {
        if (http.Request.IsHttps)
        {
            return _pipeline.ProcessAsync(http);
        }

        // The plain port knows nobody and shows nothing but health.
        return http.Request.Path == "/healthz"
            ? _health.WriteAsync(http, null, http.RequestAborted)
            : PlainResponse.TextAsync(http, StatusCodes.Status404NotFound, "404 page not found\n", http.RequestAborted);
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestBodySize = null;

        // Streams and logs are quiet for long.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Parse(_options.Address), _options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(ServerTls.Of(_certificate));
        });
        if (_options.HealthzPort != 0)
        {
            kestrel.Listen(IPAddress.Parse(_options.HealthzBindAddress), _options.HealthzPort);
        }
    }
}
