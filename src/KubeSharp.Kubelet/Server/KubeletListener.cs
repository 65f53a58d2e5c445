using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Kubelet.Server.Endpoints;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Server;

/// <summary>Kestrel with the HTTPS port and, for local checks, /healthz on a plain one.</summary>
internal sealed class KubeletListener(
    KubeletServerOptions options,
    X509Certificate2 certificate,
    KubeletRequestPipeline pipeline,
    HealthEndpoint health,
    ILoggerFactory loggers) : IAsyncDisposable
{
    private WebApplication? _application;

    public IPEndPoint EndPoint { get; private set; } = new(IPAddress.None, 0);

    /// <exception cref="IOException">A port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(Configure);
        _application = builder.Build();
        _application.Run(DispatchAsync);
        await _application.StartAsync(cancellationToken);
        var addresses = _application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        var address = new Uri(addresses.First(one => one.StartsWith("https", StringComparison.Ordinal)));
        EndPoint = new IPEndPoint(IPAddress.Parse(address.Host.Trim('[', ']')), address.Port);
    }

    public Task StopAsync(CancellationToken cancellationToken) => _application?.StopAsync(cancellationToken) ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _application?.DisposeAsync() ?? ValueTask.CompletedTask;

    private Task DispatchAsync(HttpContext http)
    {
        if (http.Request.IsHttps)
        {
            return pipeline.ProcessAsync(http);
        }

        // The plain port knows nobody and shows nothing but health.
        return http.Request.Path == "/healthz"
            ? health.WriteAsync(http, null, http.RequestAborted)
            : PlainResponse.TextAsync(http, StatusCodes.Status404NotFound, "404 page not found\n", http.RequestAborted);
    }

    private void Configure(KestrelServerOptions kestrel)
    {
        kestrel.AddServerHeader = false;
        kestrel.Limits.MaxRequestBodySize = null;

        // Streams and logs are quiet for long.
        kestrel.Limits.MinRequestBodyDataRate = null;
        kestrel.Limits.MinResponseDataRate = null;
        kestrel.Listen(IPAddress.Parse(options.Address), options.Port, listen =>
        {
            listen.Protocols = HttpProtocols.Http1AndHttp2;
            listen.UseHttps(new HttpsConnectionAdapterOptions
            {
                ServerCertificate = certificate,
                ClientCertificateMode = ClientCertificateMode.AllowCertificate,

                // What a certificate is worth is decided by request.
                ClientCertificateValidation = static (_, _, _) => true,
                CheckCertificateRevocation = false,
                OnAuthenticate = static (_, tls) => tls.CertificateChainPolicy = new X509ChainPolicy
                {
                    DisableCertificateDownloads = true,
                    RevocationMode = X509RevocationMode.NoCheck,
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                },
            });
        });
        if (options.HealthzPort != 0)
        {
            kestrel.Listen(IPAddress.Parse(options.HealthzBindAddress), options.HealthzPort);
        }
    }
}
