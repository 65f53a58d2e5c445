using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Serving;
using KubeSharp.Storage.Embedded;
using KubeSharp.StoreServer.Grpc;
using KubeSharp.StoreServer.Services;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.Logging;

namespace KubeSharp.StoreServer;

/// <summary>
/// The embedded store as an etcd of one member: the gRPC services KV, Watch, Lease, Maintenance, Cluster and Auth, as far as API servers, backups and
/// etcdctl use them. What is not there answers UNIMPLEMENTED.
/// </summary>
public sealed class StoreServer : IAsyncDisposable
{
    private const int MaxStreamsPerConnection = 1000;
    private const int StreamWindow = 1 << 20;
    private const int ConnectionWindow = 4 << 20;

    private readonly StoreServerOptions _options;
    private readonly KestrelHost _host;
    private readonly GrpcRoutes _routes = new();

    /// <exception cref="ArgumentException">An address cannot be served safely.</exception>
    public StoreServer(EmbeddedStore store, StoreServerOptions options, ILoggerFactory loggers)
    {
        _options = options;
        foreach (Uri url in options.ListenClientUrls)
        {
            Check(url);
        }

        _host = new KestrelHost(loggers, Configure);
        new KeyService(store).AddTo(_routes);
        new WatchService(store).AddTo(_routes);
        new LeaseService(store).AddTo(_routes);
        new MaintenanceService(store).AddTo(_routes);
        new AuthService(store).AddTo(_routes);
        new ClusterService(store, options.ListenClientUrls).AddTo(_routes);
    }

    /// <summary>Where it listens, once it has started.</summary>
    public IPEndPoint EndPoint => _host.EndPoint;

    /// <exception cref="IOException">An address cannot be bound.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(_routes.HandleAsync, cancellationToken);

    /// <summary>Cuts off whoever is still there.</summary>
    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync(new CancellationToken(canceled: true)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _host.DisposeAsync().ConfigureAwait(false);
    }

    private void Check(Uri url)
    {
        if (!IPAddress.TryParse(url.Host.Trim('[', ']'), out IPAddress? address))
        {
            throw new ArgumentException($"--listen-client-urls {url}: write an address of this machine, like http://127.0.0.1:2379");
        }

        if (url.Scheme == Uri.UriSchemeHttp && !IPAddress.IsLoopback(address))
        {
            throw new ArgumentException($"--listen-client-urls {url}: without TLS the store is served on loopback only; use https");
        }

        if (url.Scheme == Uri.UriSchemeHttps && (_options.Certificate is null || _options.ClientAuthorities is null))
        {
            throw new ArgumentException($"--listen-client-urls {url}: https needs --cert-file, --key-file and --trusted-ca-file");
        }
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.Limits.MaxRequestBodySize = null;
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Limits.Http2.MaxStreamsPerConnection = MaxStreamsPerConnection;
        kestrel.Limits.Http2.InitialStreamWindowSize = StreamWindow;
        kestrel.Limits.Http2.InitialConnectionWindowSize = ConnectionWindow;
        kestrel.Limits.Http2.KeepAlivePingDelay = TimeSpan.FromSeconds(30);
        kestrel.Limits.Http2.KeepAlivePingTimeout = TimeSpan.FromSeconds(30);
        foreach (Uri url in _options.ListenClientUrls)
        {
            kestrel.Listen(IPAddress.Parse(url.Host.Trim('[', ']')), url.Port, listen =>
            {
                listen.Protocols = HttpProtocols.Http2;
                if (url.Scheme == Uri.UriSchemeHttps)
                {
                    listen.UseHttps(Tls());
                }
            });
        }
    }

    private HttpsConnectionAdapterOptions Tls() => new()
    {
        ServerCertificate = _options.Certificate,
        ClientCertificateMode = ClientCertificateMode.RequireCertificate,
        ClientCertificateValidation = static (_, _, errors) => errors == SslPolicyErrors.None,
        CheckCertificateRevocation = false,
        OnAuthenticate = (_, tls) =>
        {
            tls.AllowRenegotiation = false;
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                DisableCertificateDownloads = true,
                RevocationMode = X509RevocationMode.NoCheck,
                TrustMode = X509ChainTrustMode.CustomRootTrust,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(_options.ClientAuthorities!);
        },
    };
}
