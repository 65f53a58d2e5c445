using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using KubeSharp.Api.Certificates.V1;
using KubeSharp.Controllers.Certificates;

namespace KubeSharp.Controllers.Tests.Certificates;

public sealed class CsrControllerTests : IAsyncDisposable
{
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;
    private readonly ControllerHarness _harness;

    public CsrControllerTests()
    {
        var request = new CertificateRequest("CN=kubernetes", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(new DateTimeOffset(2025, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2035, 1, 1, 0, 0, 0, TimeSpan.Zero));
        _harness = new ControllerHarness(new ControllerManagerOptions
        {
            ClusterSigningCertPem = _authority.ExportCertificatePem(),
            ClusterSigningKeyPem = _authorityKey.ExportPkcs8PrivateKeyPem(),
        });
        _harness.Add<CsrSigningController, string>(new CsrSigningController(_harness.Context));
    }

    public async ValueTask DisposeAsync()
    {
        await _harness.DisposeAsync();
        _authority.Dispose();
        _authorityKey.Dispose();
        _key.Dispose();
    }

    [Fact]
    public async Task AnApprovedRequestOfAKubeletIsSigned()
    {
        _harness.Server.Seed(Approved(Make(SignerRules.KubeletClient, "CN=system:node:n1,O=system:nodes", [KeyUsage.UsageDigitalSignature, KeyUsage.UsageClientAuth])));

        await _harness.SettleAsync();

        using var certificate = X509Certificate2.CreateFromPem(Stored.Status.Certificate.ToUtf8String());
        Assert.Equal("CN=system:node:n1, O=system:nodes", certificate.Subject);
        Assert.Equal(_harness.Time.GetUtcNow().UtcDateTime.AddDays(365), certificate.NotAfter.ToUniversalTime());
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(_authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationTime = _harness.Time.GetUtcNow().LocalDateTime;
        Assert.True(chain.Build(certificate));
    }

    [Fact]
    public async Task AServingCertificateKeepsItsNames()
    {
        var request = new CertificateRequest("CN=system:node:n1,O=system:nodes", _key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("n1");
        names.AddIpAddress(IPAddress.Parse("192.0.2.7"));
        request.CertificateExtensions.Add(names.Build());
        _harness.Server.Seed(Approved(Make(request, SignerRules.KubeletServing, [KeyUsage.UsageDigitalSignature, KeyUsage.UsageServerAuth])));

        await _harness.SettleAsync();

        using var certificate = X509Certificate2.CreateFromPem(Stored.Status.Certificate.ToUtf8String());
        Assert.True(certificate.MatchesHostname("n1"));
        Assert.True(certificate.MatchesHostname("192.0.2.7"));
    }

    [Fact]
    public async Task ARequestThatTheSignerMayNotSignFails()
    {
        _harness.Server.Seed(Approved(Make(SignerRules.KubeletClient, "CN=admin,O=system:masters", [KeyUsage.UsageClientAuth])));

        await _harness.SettleAsync();

        Assert.Equal("SignerValidationFailure", Stored.Condition("Failed")!.Reason);
        Assert.Equal(0, Stored.Status.Certificate.Length);
    }

    [Fact]
    public async Task WhatIsNotApprovedIsNotSigned()
    {
        _harness.Server.Seed(Make(SignerRules.ApiClient, "CN=jane", [KeyUsage.UsageClientAuth]));

        await _harness.SettleAsync();

        Assert.Equal(0, Stored.Status.Certificate.Length);
    }

    [Fact]
    public async Task OldRequestsAreCleanedUp()
    {
        _harness.Server.Seed(Make(SignerRules.ApiClient, "CN=jane", [KeyUsage.UsageClientAuth]));
        var cleaner = new CsrCleaner(_harness.Context);
        await _harness.PassAsync(TimeSpan.FromHours(24));
        await cleaner.CleanAsync(TestContext.Current.CancellationToken);
        Assert.Single(_harness.Server.List<CertificateSigningRequest>());

        await _harness.PassAsync(TimeSpan.FromSeconds(1));
        await cleaner.CleanAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_harness.Server.List<CertificateSigningRequest>());
    }

    private CertificateSigningRequest Stored => _harness.Server.Get<CertificateSigningRequest>("", "csr");

    private CertificateSigningRequest Approved(CertificateSigningRequest request) =>
        request.With("Approved", "Test", "", (Time)_harness.Time.GetUtcNow());

    private CertificateSigningRequest Make(string signer, string subject, ApiList<string> usages) =>
        Make(new CertificateRequest(subject, _key, HashAlgorithmName.SHA256), signer, usages);

    private static CertificateSigningRequest Make(CertificateRequest request, string signer, ApiList<string> usages) => new()
    {
        Metadata = new() { Name = "csr" },
        Spec = new CertificateSigningRequestSpec
        {
            SignerName = signer,
            Request = ByteString.FromUtf8(request.CreateSigningRequestPem()),
            Usages = usages,
        },
    };
}
