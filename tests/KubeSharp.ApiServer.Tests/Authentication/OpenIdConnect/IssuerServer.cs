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

namespace KubeSharp.ApiServer.Tests.Authentication.OpenIdConnect;

/// <summary>An issuer that answers over HTTPS, with a certificate of its own.</summary>
internal sealed class IssuerServer(WebApplication application, FakeIssuer issuer, string certificatePem) : IAsyncDisposable
{
    public FakeIssuer Issuer => issuer;

    public string CertificatePem => certificatePem;

    public static async Task<IssuerServer> StartAsync(CancellationToken cancellationToken)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=issuer", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        var serving = X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);

        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(serving)));
        var application = builder.Build();
        var issuer = new FakeIssuer();
        application.Run(async http => await http.Response.Body.WriteAsync(issuer.Answer(http.Request.Path.Value!)));
        await application.StartAsync(cancellationToken);
        var address = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First();
        issuer.Url = $"https://localhost:{new Uri(address).Port}";
        return new IssuerServer(application, issuer, certificate.ExportCertificatePem());
    }

    public ValueTask DisposeAsync() => application.DisposeAsync();
}
