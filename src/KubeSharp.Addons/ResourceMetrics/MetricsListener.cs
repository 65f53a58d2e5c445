using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>The HTTPS server of metrics.k8s.io.</summary>
internal sealed class MetricsListener(
    IPEndPoint listen, X509Certificate2 certificate, FrontProxyTrust trust, MetricsApi api, ILoggerFactory loggers) : IAsyncDisposable
{
    private readonly KestrelHost _host = new(loggers, kestrel => kestrel.Listen(listen, endpoint => endpoint.UseHttps(ServerTls.Of(certificate))));

    public int Port => _host.EndPoint.Port;

    /// <exception cref="IOException">The port is taken.</exception>
    public Task StartAsync(CancellationToken cancellationToken) => _host.StartAsync(AnswerAsync, cancellationToken);

    public ValueTask DisposeAsync() => _host.DisposeAsync();

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
