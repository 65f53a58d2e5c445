using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;

namespace KubeSharp.ApiServer.Tests.Aggregation;

/// <summary>An extension server for example.test/v1 with one resource, which answers with who asked for what.</summary>
internal sealed class ExtensionServer : IAsyncDisposable
{
    private readonly WebApplication _application;

    private ExtensionServer(WebApplication application, string certificate)
    {
        _application = application;
        CertificatePem = certificate;
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        Port = new Uri(address).Port;
    }

    public int Port { get; }

    public string CertificatePem { get; }

    public static async Task<ExtensionServer> StartAsync(string host, CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + host, key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var serving = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(serving)));
        var application = builder.Build();
        application.Run(AnswerAsync);
        await application.StartAsync(cancellationToken);
        return new ExtensionServer(application, certificate.ExportCertificatePem());
    }

    public ValueTask DisposeAsync() => _application.DisposeAsync();

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
