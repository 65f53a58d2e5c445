using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using KubeSharp.Api.Certificates.V1;

namespace KubeSharp.Controllers.Certificates;

/// <summary>Signs certificates with the cluster's authority.</summary>
internal sealed class CertificateSigner : IDisposable
{
    /// <summary>Clocks of those who verify may be behind.</summary>
    private static readonly TimeSpan Backdate = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan Shortest = TimeSpan.FromMinutes(10);

    private static readonly Dictionary<string, X509KeyUsageFlags> KeyUsages = new(StringComparer.Ordinal)
    {
        [KeyUsage.UsageSigning] = X509KeyUsageFlags.DigitalSignature,
        [KeyUsage.UsageDigitalSignature] = X509KeyUsageFlags.DigitalSignature,
        [KeyUsage.UsageContentCommitment] = X509KeyUsageFlags.NonRepudiation,
        [KeyUsage.UsageKeyEncipherment] = X509KeyUsageFlags.KeyEncipherment,
        [KeyUsage.UsageKeyAgreement] = X509KeyUsageFlags.KeyAgreement,
        [KeyUsage.UsageDataEncipherment] = X509KeyUsageFlags.DataEncipherment,
    };

    private static readonly Dictionary<string, string> ExtendedUsages = new(StringComparer.Ordinal)
    {
        [KeyUsage.UsageServerAuth] = "1.3.6.1.5.5.7.3.1",
        [KeyUsage.UsageClientAuth] = "1.3.6.1.5.5.7.3.2",
        [KeyUsage.UsageCodeSigning] = "1.3.6.1.5.5.7.3.3",
        [KeyUsage.UsageEmailProtection] = "1.3.6.1.5.5.7.3.4",
        [KeyUsage.UsageTimestamping] = "1.3.6.1.5.5.7.3.8",
    };

    private readonly X509Certificate2 _authority;
    private readonly TimeSpan _longest;
    private readonly TimeProvider _time;

    /// <exception cref="CryptographicException">The PEM does not hold a certificate and its key.</exception>
    public CertificateSigner(string certificatePem, string keyPem, TimeSpan longest, TimeProvider time)
    {
        _authority = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        _longest = longest;
        _time = time;
    }

    /// <summary>Returns the certificate as PEM.</summary>
    public string Sign(CertificateRequestInfo info, ApiList<string> usages, int? expirationSeconds)
    {
        var request = new CertificateRequest(info.Request.SubjectName, info.Request.PublicKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, true));
        AddUsages(request, usages);
        if (info.AlternativeNames is { } names)
        {
            request.CertificateExtensions.Add(names);
        }

        if (_authority.Extensions.OfType<X509SubjectKeyIdentifierExtension>().FirstOrDefault() is { } identifier)
        {
            request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromSubjectKeyIdentifier(identifier));
        }

        var now = _time.GetUtcNow();
        var life = expirationSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : _longest;
        life = life < Shortest ? Shortest : life > _longest ? _longest : life;
        var until = now + life;
        var limit = new DateTimeOffset(_authority.NotAfter);
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using var certificate = WithKey(generator => request.Create(
            _authority.SubjectName,
            generator,
            now - Backdate,
            until < limit ? until : limit,
            serial));
        return certificate.ExportCertificatePem() + "\n";
    }

    public void Dispose() => _authority.Dispose();

    private static void AddUsages(CertificateRequest request, ApiList<string> usages)
    {
        var flags = X509KeyUsageFlags.None;
        var extended = new OidCollection();
        foreach (var usage in usages)
        {
            flags |= KeyUsages.GetValueOrDefault(usage);
            if (ExtendedUsages.TryGetValue(usage, out var oid))
            {
                extended.Add(new Oid(oid));
            }
        }

        if (flags != X509KeyUsageFlags.None)
        {
            request.CertificateExtensions.Add(new X509KeyUsageExtension(flags, critical: true));
        }

        if (extended.Count > 0)
        {
            request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(extended, critical: false));
        }
    }

    private X509Certificate2 WithKey(Func<X509SignatureGenerator, X509Certificate2> sign)
    {
        using var rsa = _authority.GetRSAPrivateKey();
        if (rsa is not null)
        {
            return sign(X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1));
        }

        using var ecdsa = _authority.GetECDsaPrivateKey() ?? throw new CryptographicException("the authority's key is neither RSA nor ECDSA");
        return sign(X509SignatureGenerator.CreateForECDsa(ecdsa));
    }
}
