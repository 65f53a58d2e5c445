using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>The HTTPS server of metrics.k8s.io.</summary>
internal sealed class MetricsListener(
    IPEndPoint listen, X509Certificate2 certificate, FrontProxyTrust trust, MetricsApi api, ILoggerFactory loggers) : IAsyncDisposable
{
    private WebApplication? _application;

    public int Port { get; private set; }

    /// <exception cref="IOException">The port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.Services.AddSingleton(loggers);
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(Configure);
        _application = builder.Build();
        _application.Run(AnswerAsync);
        await _application.StartAsync(cancellationToken).ConfigureAwait(false);
        Port = new Uri(_application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()).Port;
    }

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
        kestrel.Listen(listen, endpoint => endpoint.UseHttps(new HttpsConnectionAdapterOptions
        {
            ServerCertificate = certificate,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,

            // What a certificate is worth is decided by request.
            ClientCertificateValidation = static (_, _, _) => true,
            CheckCertificateRevocation = false,
        }));
    }

    private async Task AnswerAsync(HttpContext http)
    {
        try
        {
            if (http.Request.Path.Value is "/healthz" or "/livez" or "/readyz")
            {
                await MetricsResponse.WriteTextAsync(http, StatusCodes.Status200OK, "ok").ConfigureAwait(false);
                return;
            }

            if (!trust.Trusts(http.Connection.ClientCertificate))
            {
                throw ApiErrors.Unauthorized();
            }

            if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method))
            {
                throw ApiErrors.MethodNotSupported(MetricsApi.Group, "", http.Request.Method.ToLowerInvariant());
            }

            var answer = await api.GetAsync(http.Request.Path.Value ?? "/", http.Request.Query, http.RequestAborted).ConfigureAwait(false);
            MetricsResponse.Write(http, StatusCodes.Status200OK, answer);
        }
        catch (ApiException failure)
        {
            MetricsResponse.WriteStatus(http, failure.Status);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException)
        {
            MetricsResponse.WriteStatus(http, ApiErrors.ServiceUnavailable(failure.Message).Status);
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            // Nobody is there to be told.
        }
    }
}
