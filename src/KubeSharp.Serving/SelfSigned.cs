using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.Serving;

/// <summary>Serving certificates that nobody else vouches for, valid for a year.</summary>
public static class SelfSigned
{
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const int ValidYears = 1;

    /// <summary>A certificate with its key.</summary>
    /// <param name="commonName">Its subject.</param>
    /// <param name="names">Host names and addresses that it is for.</param>
    /// <param name="now">The time.</param>
    public static X509Certificate2 Create(string commonName, IEnumerable<string> names, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=" + commonName, key, HashAlgorithmName.SHA256);
        var alternatives = new SubjectAlternativeNameBuilder();
        foreach (var name in names)
        {
            if (IPAddress.TryParse(name, out var address))
            {
                alternatives.AddIpAddress(address);
            }
            else
            {
                alternatives.AddDnsName(name);
            }
        }

        request.CertificateExtensions.Add(alternatives.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(ServerAuthentication)], critical: false));
        using var certificate = request.CreateSelfSigned(now.AddHours(-1), now.AddYears(ValidYears));
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }
}
