using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Access;
using KubeSharp.ApiServer.Pki;
using KubeSharp.Storage;
using KubeSharp.Storage.Embedded;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.ApiServer.Tests.Hosting;

/// <summary>An API server as a cluster has it: generated certificates, authentication, RBAC, admission and start objects.</summary>
public sealed class SecuredServer : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("kubesharp-secured-").FullName;
    private IKeyValueStore? _store;
    private ClusterPki _pki = null!;

    /// <summary>Changes the options, which may refer to files below the directory given.</summary>
    internal Func<ApiServerOptions, string, ApiServerOptions> Configure { get; init; } = static (options, _) => options;

    public IReadOnlyList<string> DisableAdmissionPlugins { get; init; } = [];

    /// <summary>Makes its store; an embedded one unless set.</summary>
    internal Func<IKeyValueStore>? OpenStore { get; init; }

    internal ILoggerFactory Loggers { get; init; } = NullLoggerFactory.Instance;

    internal IPAddress AdvertiseAddress { get; init; } = IPAddress.Parse("192.0.2.1");

    internal IKeyValueStore Store => _store!;

    public ApiServerHost Host { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        _pki = ClusterPki.Ensure(
            new PkiOptions { Directory = Path.Combine(_directory, "pki"), ServiceAddresses = ["10.96.0.1"] }, TimeProvider.System);
        using var pair = X509Certificate2.CreateFromPemFile(_pki.ApiServerCertificatePath, _pki.ApiServerKeyPath);
        var options = new ApiServerOptions
        {
            BindAddress = "127.0.0.1",
            SecurePort = 0,
            EnableLogsHandler = true,
            ServingCertificate = X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null),
            Access = new AccessOptions
            {
                ClientCAFile = _pki.CaCertificatePath,
                RequestHeaderClientCAFile = _pki.FrontProxyCaCertificatePath,
                ServiceAccountSigningKeyFile = _pki.ServiceAccountKeyPath,
                DisableAdmissionPlugins = DisableAdmissionPlugins,
                AdvertiseAddress = AdvertiseAddress,
            },
        };
        _store = OpenStore?.Invoke() ?? EmbeddedStore.Open(
            new EmbeddedStoreOptions { Directory = Path.Combine(_directory, "store") }, TimeProvider.System, NullLogger<EmbeddedStore>.Instance);
        Host = new ApiServerHost(Configure(options, _directory), _store, Loggers, TimeProvider.System);
        await Host.StartAsync(TestContext.Current.CancellationToken);
        await Host.Ready.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        await Host.StopAsync(CancellationToken.None);
        await Host.DisposeAsync();
        await _store!.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>A client with a certificate for the user.</summary>
    public HttpClient ClientOf(string user, params string[] groups) => NewClient(CertificateOf(user, groups));

    public X509Certificate2 CertificateOf(string user, params string[] groups) =>
        X509CertificateLoader.LoadPkcs12(_pki.IssueClient(user, groups).Export(X509ContentType.Pkcs12), null);

    public HttpClient NewClient(X509Certificate2? certificate = null)
    {
        var authority = X509CertificateLoader.LoadCertificateFromFile(_pki.CaCertificatePath);
        var handler = new SocketsHttpHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority);
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        return new HttpClient(handler) { BaseAddress = new Uri($"https://127.0.0.1:{Host.EndPoint.Port}/") };
    }

    public static async Task<(int Code, JsonNode Body)> SendAsync(HttpClient client, HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
        {
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        }

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, JsonNode.Parse(text)!);
    }
}
