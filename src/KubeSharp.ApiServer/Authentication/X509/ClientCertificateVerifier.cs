using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.ApiServer.Authentication.X509;

/// <summary>Checks client certificates against a bundle of authorities.</summary>
internal sealed class ClientCertificateVerifier(X509Certificate2Collection authorities, TimeProvider time)
{
    private const string ClientAuthOid = "1.3.6.1.5.5.7.3.2";
    private const string AnyUsageOid = "2.5.29.37.0";

    /// <param name="pem">One or more certificates; private keys in the text are ignored.</param>
    /// <exception cref="FormatException">There is no certificate: nobody could be verified.</exception>
    public static ClientCertificateVerifier OfPem(string pem, TimeProvider time)
    {
        var bundle = new X509Certificate2Collection();
        bundle.ImportFromPem(pem);
        return bundle.Count > 0
            ? new ClientCertificateVerifier(bundle, time)
            : throw new FormatException("data does not contain any valid RSA or ECDSA certificates");
    }

    public bool Verify(X509Certificate2 certificate)
    {
        if (!MayAuthenticateClients(certificate))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().UtcDateTime;
        chain.ChainPolicy.VerificationTimeIgnored = false;
        return chain.Build(certificate);
    }

    private static bool MayAuthenticateClients(X509Certificate2 certificate)
    {
        foreach (var extension in certificate.Extensions)
        {
            if (extension is X509EnhancedKeyUsageExtension usages)
            {
                foreach (var usage in usages.EnhancedKeyUsages)
                {
                    if (usage.Value is ClientAuthOid or AnyUsageOid)
                    {
                        return true;
                    }
                }

                return false;
            }
        }

        return true;
    }
}
