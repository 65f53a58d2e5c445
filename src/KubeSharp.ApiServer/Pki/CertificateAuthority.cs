using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeSharp.ApiServer.Pki;

/// <summary>A signing certificate with its key. Keys are ECDSA P-256.</summary>
internal sealed class CertificateAuthority(X509Certificate2 certificate, TimeProvider time)
{
    /// <summary>Clocks of a cluster's machines differ; a certificate is valid this long before it was made.</summary>
    private static readonly TimeSpan Backdate = TimeSpan.FromMinutes(5);

    public X509Certificate2 Certificate { get; } = certificate;

    public static X509Certificate2 CreateSelfSigned(string commonName, TimeSpan validity, TimeProvider time)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(commonName, []), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyCertSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(SubjectNames.Parse(commonName).ToExtension());
        var now = time.GetUtcNow();
        return request.CreateSelfSigned(now - Backdate, now + validity);
    }

    /// <summary>A new key and a certificate for it. It never outlives the authority.</summary>
    public X509Certificate2 Issue(CertificateProfile profile, TimeSpan validity)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(Subject(profile.CommonName, profile.Organizations), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: false, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([.. profile.Usages], critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            Certificate, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        if (!profile.Names.IsEmpty)
        {
            request.CertificateExtensions.Add(profile.Names.ToExtension());
        }

        var now = time.GetUtcNow();
        var notBefore = Later(now - Backdate, Certificate.NotBefore);
        var notAfter = now + validity < Certificate.NotAfter ? now + validity : Certificate.NotAfter;
        using var bare = request.Create(Certificate, notBefore, notAfter, RandomNumberGenerator.GetBytes(8));
        return bare.CopyWithPrivateKey(key);
    }

    /// <summary>Whether <paramref name="leaf"/> was signed by this authority and not merely names it.</summary>
    public bool HasSigned(X509Certificate2 leaf)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(Certificate);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        return chain.Build(leaf);
    }

    private static DateTimeOffset Later(DateTimeOffset left, DateTimeOffset right) => left > right ? left : right;

    private static X500DistinguishedName Subject(string commonName, IReadOnlyList<string> organizations)
    {
        var builder = new X500DistinguishedNameBuilder();

        // The builder writes the relative names in reverse of the order of the calls; CN last is how Go writes a subject.
        builder.AddCommonName(commonName);
        foreach (var organization in organizations)
        {
            builder.AddOrganizationName(organization);
        }

        return builder.Build();
    }
}
