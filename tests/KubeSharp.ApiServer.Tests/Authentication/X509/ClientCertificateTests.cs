using System.Security.Cryptography.X509Certificates;
using KubeSharp.Api;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authentication.X509;
using KubeSharp.ApiServer.Pki;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Authentication.X509;

public sealed class ClientCertificateTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero));
    private readonly CertificateAuthority _authority;
    private readonly IAuthenticator _authenticator;

    public ClientCertificateTests()
    {
        _authority = NewAuthority();
        var verifier = new ClientCertificateVerifier([_authority.Certificate], _time);
        _authenticator = new AuthenticationChain([new ClientCertificateAuthenticator(verifier, _time)], AnonymousAccess.Everywhere);
    }

    [Fact]
    public async Task CommonNameIsTheUser_OrganizationsAreGroups()
    {
        var user = await Authenticate(_authority.Issue(CertificateProfile.Client("jane", "dev", "ops"), TimeSpan.FromDays(1)));
        Assert.Equal("jane", user!.Name);
        Assert.Equal(["dev", "ops", "system:authenticated"], user.Groups.Order(StringComparer.Ordinal));
        Assert.StartsWith("X509SHA256=", user.Extra["authentication.kubernetes.io/credential-id"][0]);
    }

    [Fact]
    public async Task NoCertificate_IsAnonymous()
    {
        var user = await Authenticate(null);
        Assert.Equal("system:anonymous", user!.Name);
        Assert.Equal(["system:unauthenticated"], user.Groups);
    }

    [Fact]
    public async Task ForeignAuthority_IsUnauthorized()
    {
        var foreign = NewAuthority().Issue(CertificateProfile.Client("jane"), TimeSpan.FromDays(1));
        var error = await Assert.ThrowsAsync<ApiException>(() => Authenticate(foreign));
        Assert.Equal(401, error.Status.Code);
    }

    [Fact]
    public async Task ServingCertificate_IsUnauthorized()
    {
        var serving = _authority.Issue(CertificateProfile.Server("jane", SubjectNames.Parse("jane")), TimeSpan.FromDays(1));
        await Assert.ThrowsAsync<ApiException>(() => Authenticate(serving));
    }

    [Fact]
    public async Task CertificateThatExpiresWhileConnected_IsUnauthorized()
    {
        var certificate = _authority.Issue(CertificateProfile.Client("jane"), TimeSpan.FromDays(1));
        Assert.NotNull(await Authenticate(certificate));
        _time.Advance(TimeSpan.FromDays(2));
        await Assert.ThrowsAsync<ApiException>(() => Authenticate(certificate));
    }

    private CertificateAuthority NewAuthority() =>
        new(CertificateAuthority.CreateSelfSigned("kubernetes", TimeSpan.FromDays(100), _time), _time);

    private async Task<UserInfo?> Authenticate(X509Certificate2? certificate)
    {
        var context = new DefaultHttpContext();
        context.Connection.ClientCertificate = certificate;
        return await _authenticator.AuthenticateAsync(context, TestContext.Current.CancellationToken);
    }
}
