using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>
/// Fetches them over HTTPS, trusting the authorities of the issuer's configuration. That happens when keys change, so no connection is kept.
/// </summary>
internal sealed class IssuerDocuments : IIssuerDocuments
{
    private const int MaxBytes = 1 << 20;

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);

    private readonly X509ChainPolicy? _policy;

    /// <param name="authority">PEM; "" for the system's.</param>
    /// <exception cref="ConfigurationException">The authority is no certificate.</exception>
    public IssuerDocuments(string authority) => _policy = authority.Length > 0 ? Trusting(authority) : null;

    public async Task<byte[]> GetAsync(Uri address, CancellationToken cancellationToken)
    {
        using var handler = new SocketsHttpHandler { SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = _policy } };
        using var http = new HttpClient(handler) { Timeout = Timeout, MaxResponseContentBufferSize = MaxBytes };
        return await http.GetByteArrayAsync(address, cancellationToken).ConfigureAwait(false);
    }

    private static X509ChainPolicy Trusting(string pem)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        try
        {
            policy.CustomTrustStore.ImportFromPem(pem);
        }
        catch (CryptographicException invalid)
        {
            throw new ConfigurationException($"the certificate authority of an issuer cannot be used: {invalid.Message}", invalid);
        }

        return policy.CustomTrustStore.Count > 0 ? policy : throw new ConfigurationException("the certificate authority of an issuer has no certificate");
    }
}
