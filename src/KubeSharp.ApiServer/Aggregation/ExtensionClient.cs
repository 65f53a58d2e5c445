using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api.Apiregistration.V1;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>
/// The connections to the extension server of one APIService. Shows the front proxy's certificate, and trusts whom the APIService says.
/// </summary>
internal sealed class ExtensionClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    private readonly X509Certificate2Collection? _authorities;
    private readonly bool _insecure;

    public ExtensionClient(APIServiceSpec spec, ServiceLocator locator, X509Certificate2? proxyCertificate)
    {
        Spec = spec;
        Service = spec.Service ?? throw new ArgumentException("The APIService is local.", nameof(spec));
        Address = new UriBuilder(Uri.UriSchemeHttps, $"{Service.Name}.{Service.Namespace}.svc", Service.Port ?? 443).Uri;
        _insecure = spec.InsecureSkipTLSVerify;
        _authorities = spec.CABundle.IsNil || spec.CABundle.Length == 0 ? null : Read(spec.CABundle.Span);
        Http = new HttpMessageInvoker(new SocketsHttpHandler
        {
            UseProxy = false,
            UseCookies = false,
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            ConnectTimeout = ConnectTimeout,
            ConnectCallback = (_, cancellationToken) => ConnectAsync(locator, cancellationToken),
            ActivityHeadersPropagator = DistributedContextPropagator.CreateNoOutputPropagator(),
            RequestHeaderEncodingSelector = static (header, _) => IdentityHeaders.EncodingOf(header),
            SslOptions = new SslClientAuthenticationOptions
            {
                ClientCertificates = proxyCertificate is null ? null : [proxyCertificate],
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors),
            },
        });
    }

    /// <summary>What the client was made from; another spec needs another client.</summary>
    public APIServiceSpec Spec { get; }

    public ServiceReference Service { get; }

    /// <summary>The name that the server's certificate has to have; connections go to an endpoint of the service.</summary>
    public Uri Address { get; }

    public HttpMessageInvoker Http { get; }

    public void Dispose() => Http.Dispose();

    private static X509Certificate2Collection Read(ReadOnlySpan<byte> pem)
    {
        var certificates = new X509Certificate2Collection();
        certificates.ImportFromPem(System.Text.Encoding.ASCII.GetString(pem));
        return certificates;
    }

    private async ValueTask<Stream> ConnectAsync(ServiceLocator locator, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(locator.Locate(Service), cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors)
    {
        if (_insecure)
        {
            return true;
        }

        if (_authorities is null || certificate is not X509Certificate2 server)
        {
            return errors == SslPolicyErrors.None;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(server);
    }
}
