using System.Diagnostics;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.ApiServer.Outbound;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>
/// The connections to the extension server of one APIService. Shows the front proxy's certificate, and trusts whom the APIService says.
/// </summary>
internal sealed class ExtensionClient : IDisposable
{
    private static readonly TimeSpan ConnectTimeout = TimeSpan.FromSeconds(5);

    public ExtensionClient(APIServiceSpec spec, ServiceLocator locator, X509Certificate2? proxyCertificate)
    {
        Spec = spec;
        Service = spec.Service ?? throw new ArgumentException("The APIService is local.", nameof(spec));
        Address = new UriBuilder(Uri.UriSchemeHttps, $"{Service.Name}.{Service.Namespace}.svc", Service.Port ?? 443).Uri;
        var trust = new ServerTrust(spec.CABundle, spec.InsecureSkipTLSVerify);
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
                RemoteCertificateValidationCallback = (_, certificate, _, errors) => trust.IsTrusted(certificate, errors),
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
}
