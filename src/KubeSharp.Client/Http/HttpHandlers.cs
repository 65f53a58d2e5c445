using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using KubeSharp.Client.Configuration;

namespace KubeSharp.Client.Http;

/// <summary>Connections to an API server: HTTP/2 where it is offered, kept alive, trusting what the kubeconfig trusts.</summary>
internal static class HttpHandlers
{
    public static SocketsHttpHandler Create(ClientConfig config, ClientCertificateSource certificates)
    {
        var handler = new SocketsHttpHandler
        {
            EnableMultipleHttp2Connections = true,
            InitialHttp2StreamWindowSize = 1024 * 1024,
            KeepAlivePingDelay = TimeSpan.FromSeconds(30),
            KeepAlivePingTimeout = TimeSpan.FromSeconds(15),
            KeepAlivePingPolicy = HttpKeepAlivePingPolicy.WithActiveRequests,
            ConnectTimeout = TimeSpan.FromSeconds(30),
            AutomaticDecompression = DecompressionMethods.GZip,
            UseCookies = false,
            AllowAutoRedirect = false,
            UseProxy = config.Cluster.ProxyUrl.Length > 0,
            SslOptions = TlsOptions(config.Cluster),
        };
        if (config.Cluster.ProxyUrl.Length > 0)
        {
            handler.Proxy = new WebProxy(config.Cluster.ProxyUrl);
        }

        if (certificates.Exists)
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificates.Current()!;
            if (certificates.IsRenewable)
            {
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(15);
            }
        }

        return handler;
    }

    private static SslClientAuthenticationOptions TlsOptions(KubeConfigCluster cluster)
    {
        var options = new SslClientAuthenticationOptions();
        if (cluster.InsecureSkipTlsVerify)
        {
            options.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
        }
        else if (Authorities(cluster) is { } authorities)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return options;
    }

    private static X509Certificate2Collection? Authorities(KubeConfigCluster cluster)
    {
        if (cluster.CertificateAuthorityData is null && cluster.CertificateAuthority.Length == 0)
        {
            return null;
        }

        try
        {
            var pem = cluster.CertificateAuthorityData is { } data ? Encoding.ASCII.GetString(data) : File.ReadAllText(cluster.CertificateAuthority);
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(pem);
            return authorities;
        }
        catch (Exception invalid) when (invalid is IOException or UnauthorizedAccessException or System.Security.Cryptography.CryptographicException)
        {
            throw new KubeConfigException($"The certificate authority of cluster \"{cluster.Name}\" cannot be used: {invalid.Message}", invalid);
        }
    }
}
