using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace KubeSharp.Serving;

/// <summary>TLS of servers that take client certificates.</summary>
public static class ServerTls
{
    /// <summary>
    /// Every client certificate passes the handshake: what it is worth is decided by request, and a foreign one is as good as none.
    /// </summary>
    /// <param name="certificate">Shown to clients.</param>
    /// <param name="intermediates">Vouch for it.</param>
    /// <param name="named">Shown instead to clients that ask for their names.</param>
    /// <param name="limits">Which versions and ciphers are spoken.</param>
    public static HttpsConnectionAdapterOptions Of(
        X509Certificate2 certificate, X509Certificate2Collection? intermediates = null, IReadOnlyList<NamedCertificate>? named = null,
        TlsLimits? limits = null) => new()
        {
            ServerCertificate = certificate,
            ServerCertificateSelector = named is { Count: > 0 }
            ? (_, name) => name is null ? certificate : named.FirstOrDefault(one => one.Fits(name))?.Certificate ?? certificate
            : null,
            ServerCertificateChain = intermediates,
            ClientCertificateMode = ClientCertificateMode.AllowCertificate,
            ClientCertificateValidation = static (_, _, _) => true,
            CheckCertificateRevocation = false,
            OnAuthenticate = (_, tls) =>
            {
                limits?.ApplyTo(tls);
                tls.AllowRenegotiation = false;

                // Without a policy of our own the platform would try to fetch issuers over the network.
                tls.CertificateChainPolicy = new X509ChainPolicy
                {
                    DisableCertificateDownloads = true,
                    RevocationMode = X509RevocationMode.NoCheck,
                    TrustMode = X509ChainTrustMode.CustomRootTrust,
                };
            },
        };
}
