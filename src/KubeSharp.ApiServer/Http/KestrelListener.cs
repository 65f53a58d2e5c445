using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Http;

/// <summary>Kestrel alone, without the web host around it: one HTTPS endpoint with HTTP/2 and HTTP/1.1.</summary>
internal sealed class KestrelListener(ApiServerOptions options, ILoggerFactory loggerFactory) : IAsyncDisposable
{
    private const int MaxStreamsPerConnection = 1000;
    private const int StreamWindow = 1 << 20;
    private const int ConnectionWindow = 4 << 20;

    private WebApplication? _application;
    private IServer? _server;

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <exception cref="IOException">The address cannot be bound.</exception>
    public async Task StartAsync(HttpFrontend frontend, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggerFactory);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(Configure);
        _application = builder.Build();
        _server = _application.Services.GetRequiredService<IServer>();
        await _server.StartAsync(frontend, cancellationToken).ConfigureAwait(false);
        var address = new Uri(_server.Features.Get<IServerAddressesFeature>()!.Addresses.First());
        EndPoint = new IPEndPoint(IPAddress.Parse(address.Host.Trim('[', ']')), address.Port);
    }

    /// <summary>Accepts no more; completes when the requests have ended or at the cancellation, which cuts them off.</summary>
    public Task StopAsync(CancellationToken cancellationToken) => _server?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_application is not null)
        {
            await _application.DisposeAsync().ConfigureAwait(false);
        }
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.AllowSynchronousIO = false;

        // RequestBody has the limit. Kestrel's own would close the connection under the client before it has read the answer.
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MaxRequestHeadersTotalSize = 1 << 16;
        kestrel.Limits.MaxRequestLineSize = 1 << 16;
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindow;
        kestrel.Limits.Http2.InitialConnectionWindowSize = ConnectionWindow;

        // Watches and logs are quiet for long; only a peer that has gone must not be kept.
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(30);
        kestrel.Listen(IPAddress.Parse(options.BindAddress), options.SecurePort, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(ConfigureTls());
            listen.Use(TlsOutput.Before);
        });
    }

    private HttpsConnectionAdapterOptions ConfigureTls() => new()
    {
        ServerCertificate = options.ServingCertificate,
        ServerCertificateChain = options.ServingIntermediates,
        ClientCertificateMode = ClientCertificateMode.AllowCertificate,

        // The authenticator decides what a certificate is worth; a foreign one must not break the handshake.
        ClientCertificateValidation = static (_, _, _) => true,
        CheckCertificateRevocation = false,
        OnAuthenticate = static (_, tls) =>
        {
            tls.AllowRenegotiation = false;

            // Without a policy of our own the platform would try to fetch issuers over the network.
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
                TrustMode = X509ChainTrustMode.CustomRootTrust,
            };
        },
    };
}
