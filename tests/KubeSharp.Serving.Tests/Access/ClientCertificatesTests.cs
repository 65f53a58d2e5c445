using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Serving.Access;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Serving.Tests.Access;

public sealed class ClientCertificatesTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly X509Certificate2 _authority;
    private readonly ClientCertificates _certificates;

    public ClientCertificatesTests()
    {
        _authority = Authority();
        _certificates = new ClientCertificates(_time);
    }

    [Fact]
    public void Certificate_OfTheAuthority_IsAUserWithGroups()
    {
        using var certificate = Issue("CN=jane, O=dev, O=ops");
        Assert.Null(_certificates.Authenticate(certificate));

        _certificates.Trust(_authority.ExportCertificatePem());
        var user = _certificates.Authenticate(certificate)!;
        Assert.Equal("jane", user.Name);
        Assert.Equal(["dev", "ops", "system:authenticated"], user.Groups.Order());
    }

    [Fact]
    public void Certificate_ThatHasExpired_IsNobody()
    {
        _certificates.Trust(_authority.ExportCertificatePem());
        using var certificate = Issue("CN=jane");
        _time.Advance(TimeSpan.FromDays(2));
        Assert.Null(_certificates.Authenticate(certificate));
    }

    [Fact]
    public void Certificate_OfAnotherAuthority_IsNobody()
    {
        using var other = Authority();
        _certificates.Trust(other.ExportCertificatePem());
        using var certificate = Issue("CN=jane");
        Assert.Null(_certificates.Authenticate(certificate));
    }

    private X509Certificate2 Authority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return request.CreateSelfSigned(_time.GetUtcNow().AddHours(-1), _time.GetUtcNow().AddYears(1));
    }

    private X509Certificate2 Issue(string subject)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], critical: false));
        var now = _time.GetUtcNow();
        return request.Create(_authority, now.AddMinutes(-1), now.AddDays(1), [1]);
    }
}
