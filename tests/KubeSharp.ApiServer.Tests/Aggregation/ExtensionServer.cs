using System.Net;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Serving;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.ApiServer.Tests.Aggregation;

/// <summary>An extension server for example.test/v1 with one resource, which answers with who asked for what.</summary>
internal sealed class ExtensionServer : IAsyncDisposable
{
    private readonly X509Certificate2 _certificate;
    private readonly KestrelHost _host;

    private ExtensionServer(string host)
    {
        _certificate = SelfSigned.Create(host, [host], TimeProvider.System.GetUtcNow());
        _host = new KestrelHost(
            NullLoggerFactory.Instance, kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(ServerTls.Of(_certificate))));
    }

    public int Port => _host.EndPoint.Port;

    public string CertificatePem => _certificate.ExportCertificatePem();

    public static async Task<ExtensionServer> StartAsync(string host, CancellationToken cancellationToken)
    {
        var server = new ExtensionServer(host);
        await server._host.StartAsync(AnswerAsync, cancellationToken);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _host.DisposeAsync();
        _certificate.Dispose();
    }

    private static Task AnswerAsync(HttpContext http)
    {
        http.Response.ContentType = "application/json";
        var headers = http.Request.Headers;
        switch (http.Request.Path.Value)
        {
            case "/apis/example.test/v1":
                return http.Response.WriteAsync(
                    """
                    {"kind":"APIResourceList","apiVersion":"v1","groupVersion":"example.test/v1",
                     "resources":[{"name":"things","singularName":"thing","namespaced":true,"kind":"Thing","verbs":["get","list"]}]}
                    """);
            case "/apis/example.test/v1/things":
                return http.Response.WriteAsync(
                    $$"""{"user":"{{headers["X-Remote-User"]}}","group":"{{headers["X-Remote-Group"]}}","query":"{{http.Request.QueryString}}"}""");
            default:
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return http.Response.WriteAsync("{}");
        }
    }
}
