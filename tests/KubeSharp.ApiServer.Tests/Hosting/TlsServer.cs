using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A server that the API server calls: on a loopback port of its own, with a certificate that it signed itself.</summary>
internal sealed class TlsServer : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly KestrelHost _host;

    private TlsServer(string host)
    {
        _certificate = SelfSigned.Create(host, [host, "localhost"], TimeProvider.System.GetUtcNow());
        _host = new KestrelHost(
            NullLoggerFactory.Instance, kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(ServerTls.Of(_certificate))));
    }

    public int Port => _host.EndPoint.Port;

    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <param name="host">The name in the certificate, besides localhost.</param>
    /// <param name="answer">Serves every request.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    public static async Task<TlsServer> StartAsync(string host, RequestDelegate answer, CancellationToken cancellationToken)
    {
        var server = new TlsServer(host);
        await server._host.StartAsync(answer, cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _certificate.Dispose();
    }
}
