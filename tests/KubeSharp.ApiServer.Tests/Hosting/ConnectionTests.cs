using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Serving;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>Certificates by name, TLS versions and headers of a whole server that is configured so.</summary>
public sealed class ConnectionTests : IAsyncLifetime
{
    private readonly SecuredServer _server = new()
    {
        Configure = static (options, _) => options with
        {
            NamedCertificates =
            [
                new NamedCertificate(SelfSigned.Create("named", ["named"], TimeProvider.System.GetUtcNow()), ["api.example.com", "*.apps.example.com"]),
            ],
            TlsLimits = TlsLimits.Parse("VersionTLS13", []),
            CorsAllowedOrigins = ["//www\\.example\\.com$"],
            StrictTransportSecurityDirectives = ["max-age=31536000"],
            ShutdownSendRetryAfter = true,
            GoawayChance = 0.01,
        },
    };

    public ValueTask InitializeAsync() => _server.InitializeAsync();

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Theory]
    [InlineData("api.example.com", "CN=named")]
    [InlineData("a.apps.example.com", "CN=named")]
    [InlineData("a.b.apps.example.com", "CN=kube-apiserver")]
    [InlineData("other.example.com", "CN=kube-apiserver")]
    public async Task Certificate_IsTheOneForTheNameAskedFor(string name, string subject)
    {
        using var shown = await HandshakeAsync(name, SslProtocols.Tls13);
        Assert.Equal(subject, shown.Subject);
    }

    [Fact]
    public async Task OlderVersions_AreRefused() =>
        await Assert.ThrowsAnyAsync<Exception>(() => HandshakeAsync("api.example.com", SslProtocols.Tls12));

    [Fact]
    public async Task Answers_CarryTheConfiguredHeaders()
    {
        using var client = _server.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "version");
        request.Headers.Add("Origin", "https://www.example.com");
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(200, (int)response.StatusCode);
        Assert.Equal("https://www.example.com", Assert.Single(response.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("max-age=31536000", Assert.Single(response.Headers.GetValues("Strict-Transport-Security")));
    }

    private async Task<X509Certificate2> HandshakeAsync(string name, SslProtocols version)
    {
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(_server.Host.EndPoint, TestContext.Current.CancellationToken);
        await using var tls = new SslStream(new NetworkStream(socket), leaveInnerStreamOpen: false, static (_, _, _, _) => true);
        await tls.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions { TargetHost = name, EnabledSslProtocols = version }, TestContext.Current.CancellationToken);
        return X509CertificateLoader.LoadCertificate(tls.RemoteCertificate!.Export(X509ContentType.Cert));
    }
}
