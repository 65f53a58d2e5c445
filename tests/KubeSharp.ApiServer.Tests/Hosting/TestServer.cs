using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Hosting;
using KubeSharp.Storage;
using KubeSharp.Storage.Embedded;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>A whole API server on a port and a store of its own. Whoever calls is an administrator unless a test says otherwise.</summary>
public sealed class TestServer : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-apiserver-").FullName;
    private readonly X509Certificate2 _certificate = MakeCertificate();
    private IKeyValueStore? _store;

    public ApiServerHost Host { get; private set; } = null!;

    public HttpClient Http { get; private set; } = null!;

    public Uri Address => new($"https://127.0.0.1:{Host.EndPoint.Port}/");

    /// <summary>Makes its store; an embedded one unless set.</summary>
    internal Func<IKeyValueStore>? OpenStore { get; init; }

    internal TimeProvider Time { get; init; } = TimeProvider.System;

    internal Func<ApiServerOptions, ApiServerOptions> Configure { get; init; } = static options => options;

    internal Action<ApiServerParts> Adjust { get; init; } = static _ => { };

    public async ValueTask InitializeAsync()
    {
        _store = OpenStore?.Invoke() ?? EmbeddedStore.Open(
            new EmbeddedStoreOptions { Directory = _directory }, TimeProvider.System, NullLogger<EmbeddedStore>.Instance);
        var options = new ApiServerOptions { BindAddress = "127.0.0.1", SecurePort = 0, ServingCertificate = _certificate };
        Host = new ApiServerHost(Configure(options), _store, NullLoggerFactory.Instance, Time, Prepare);
        await Host.StartAsync(TestContext.Current.CancellationToken);
        Http = NewClient(HttpVersion.Version20);
        await SendAsync(HttpMethod.Post, "api/v1/namespaces", """{"metadata":{"name":"default"}}""");
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.StopAsync(CancellationToken.None);
        await Host.DisposeAsync();
        await _store!.DisposeAsync();
        _certificate.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    public HttpClient NewClient(Version version)
    {
        var handler = new SocketsHttpHandler();
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        return new HttpClient(handler)
        {
            BaseAddress = Address,
            DefaultRequestVersion = version,
            DefaultVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
    }

    public async Task<(HttpStatusCode Code, JsonNode Body)> SendAsync(
        HttpMethod method, string path, string? body = null, string contentType = "application/json", string? accept = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(contentType);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return (response.StatusCode, JsonNode.Parse(text)!);
    }

    public async Task<JsonNode> GetAsync(string path, string? accept = null)
    {
        var (code, body) = await SendAsync(HttpMethod.Get, path, accept: accept);
        Assert.True(code == HttpStatusCode.OK, body.ToJsonString());
        return body;
    }

    public async Task<JsonNode> CreateAsync(string path, string body)
    {
        var (code, created) = await SendAsync(HttpMethod.Post, path, body);
        Assert.True(code == HttpStatusCode.Created, created.ToJsonString());
        return created;
    }

    private void Prepare(ApiServerParts parts)
    {
        parts.Authenticator = new FixedUser();
        parts.Authorizer = new AlwaysAllowAuthorizer();
        parts.Admission.Clear();
        parts.Tasks.Clear();
        Adjust(parts);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=kubesharp-test", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null);
    }

    private sealed class FixedUser : IAuthenticator
    {
        private static readonly UserInfo User = new() { Name = "admin", Groups = [WellKnownUsers.MastersGroup] };

        public ValueTask<UserInfo?> AuthenticateAsync(HttpContext context, CancellationToken cancellationToken) => new(User);
    }
}
