using System.Net;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Http;

/// <summary>One HTTPS endpoint with HTTP/2 and HTTP/1.1.</summary>
internal sealed class KestrelListener : IAsyncDisposable
{
    private const int MaxStreamsPerConnection = 1000;
    private const int StreamWindow = 1 << 20;
    private const int ConnectionWindow = 4 << 20;

    private readonly ApiServerOptions _options;
    private readonly KestrelHost _host;

    public KestrelListener(ApiServerOptions options, ILoggerFactory loggerFactory)
    {
        _options = options;
        _host = new KestrelHost(loggerFactory, Configure);
    }

    public IPEndPoint EndPoint => _host.EndPoint;

    /// <exception cref="IOException">The address cannot be bound.</exception>
    public Task StartAsync(HttpFrontend frontend, CancellationToken cancellationToken) => _host.StartAsync(frontend, cancellationToken);

    /// <summary>Accepts no more; completes when the requests have ended or at the cancellation, which cuts them off.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _host.StopAsync(cancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AllowSynchronousIO = false;

        // RequestBody has the limit. Kestrel's own would close the connection under the client before it has read the answer.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = 1 << 16;
        kestrel.Limits.MaxRequestLineSize = 1 << 16;
        kestrel.Limits.Http2.MaxStreamsPerConnection =
            _options.Http2MaxStreamsPerConnection > 0 ? _options.Http2MaxStreamsPerConnection : MaxStreamsPerConnection;
        kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindow;
        kestrel.Limits.Http2.InitialConnectionWindowSize = ConnectionWindow;

        // Watches and logs are quiet for long; only a peer that has gone must not be kept.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(30);
        kestrel.Listen(IPAddress.Parse(_options.BindAddress), _options.SecurePort, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.Use(TlsHandshakes.Counted);
            listen.Use(HeldOutput.Before);
            listen.UseHttps(ServerTls.Of(_options.ServingCertificate, _options.ServingIntermediates, _options.NamedCertificates, _options.TlsLimits));
            listen.Use(TlsHandshakes.Done);
            listen.Use(TlsOutput.Before);
        });
    }
}
