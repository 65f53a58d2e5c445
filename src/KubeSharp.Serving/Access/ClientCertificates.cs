using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;

namespace KubeSharp.Serving.Access;

/// <summary>Client certificates of the cluster's authority: the common name is the user, the organizations are its groups.</summary>
/// <param name="time">Decides what has expired.</param>
public sealed class ClientCertificates(TimeProvider time)
{
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";
    private const string CommonName = "2.5.4.3";
    private const string Organization = "2.5.4.10";

    private volatile X509Certificate2Collection _authorities = [];

    /// <summary>Accepts certificates of the authorities of this PEM text from now on.</summary>
    /// <exception cref="CryptographicException">The text holds no certificate.</exception>
    public void Trust(string pem)
    {
        var authorities = new X509Certificate2Collection();
        authorities.ImportFromPem(pem);
        _authorities = authorities;
    }

    /// <returns>Null where no authority vouches for the certificate.</returns>
    public RemoteUser? Authenticate(X509Certificate2 certificate)
    {
        var authorities = _authorities;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = time.GetUtcNow().LocalDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        if (authorities.Count == 0 || !chain.Build(certificate))
        {
            return null;
        }

        var name = "";
        var groups = new List<string>();
        foreach (var part in certificate.SubjectName.EnumerateRelativeDistinguishedNames())
        {
            if (part.HasMultipleElements)
            {
                continue;
            }

            switch (part.GetSingleElementType().Value)
            {
                case CommonName:
                    name = part.GetSingleElementValue() ?? "";
                    break;
                case Organization:
                    groups.Add(part.GetSingleElementValue() ?? "");
                    break;
            }
        }

        return name.Length == 0 ? null : new RemoteUser(name, "", [.. groups, "system:authenticated"], default);
    }
}
