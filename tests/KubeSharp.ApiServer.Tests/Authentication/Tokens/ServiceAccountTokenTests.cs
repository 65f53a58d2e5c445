using System.Security.Cryptography;
using System.Text.Json.Nodes;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Authentication.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Authentication.Tokens;

public sealed class ServiceAccountTokenTests
{
    private const string Issuer = "https://kubernetes.default.svc.cluster.local";
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly FakeObjects _objects = new();
    private readonly ServiceAccount _account = new() { Metadata = new ObjectMeta { Namespace = "ns", Name = "sa", UID = "sa-uid" } };
    private readonly Pod _pod = new() { Metadata = new ObjectMeta { Namespace = "ns", Name = "pod", UID = "pod-uid" } };

    public ServiceAccountTokenTests() => _objects.Add(_account, _pod);

    [Theory]
    [InlineData("ec")]
    [InlineData("rsa")]
    public void BoundToken_GivesTheUserWithPodAndCredentialExtra(string keyKind)
    {
        var (signer, verifier) = Create(keyKind);
        var result = verifier.Authenticate(signer.Sign(ServiceAccountClaimsWriter.Write(Claims()).Span), []);
        Assert.NotNull(result);
        Assert.Equal("system:serviceaccount:ns:sa", result.User.Name);
        Assert.Equal("sa-uid", result.User.UID);
        Assert.Equal(["system:serviceaccounts", "system:serviceaccounts:ns", "system:authenticated"], result.User.Groups);
        Assert.Equal(["pod"], result.User.Extra["authentication.kubernetes.io/pod-name"]);
        Assert.Equal(["JTI=the-id"], result.User.Extra["authentication.kubernetes.io/credential-id"]);
        Assert.Equal([Issuer], result.Audiences);
    }

    [Fact]
    public void ExpiredToken_IsRefused_AlsoAfterItWasAccepted()
    {
        var (signer, verifier) = Create("ec");
        var token = signer.Sign(ServiceAccountClaimsWriter.Write(Claims()).Span);
        Assert.NotNull(verifier.Authenticate(token, []));
        _time.Advance(TimeSpan.FromHours(1));
        Assert.Throws<InvalidTokenException>(() => verifier.Authenticate(token, []));
    }

    [Fact]
    public void DeletedPod_RevokesItsToken()
    {
        var (signer, verifier) = Create("ec");
        var token = signer.Sign(ServiceAccountClaimsWriter.Write(Claims()).Span);
        Assert.NotNull(verifier.Authenticate(token, []));
        _objects.Remove(_pod);
        Assert.Throws<InvalidTokenException>(() => verifier.Authenticate(token, []));
    }

    [Fact]
    public void RecreatedAccount_RevokesTokensOfTheOldOne()
    {
        var (signer, verifier) = Create("ec");
        var token = signer.Sign(ServiceAccountClaimsWriter.Write(Claims()).Span);
        _objects.Add(_account with { Metadata = _account.Metadata with { UID = "another" } });
        Assert.Throws<InvalidTokenException>(() => verifier.Authenticate(token, []));
    }

    [Fact]
    public void OtherAudience_IsRefusedUnlessAskedFor()
    {
        var (signer, verifier) = Create("ec");
        var token = signer.Sign(ServiceAccountClaimsWriter.Write(Claims() with { Audiences = ["vault", "db"] }).Span);
        Assert.Throws<InvalidTokenException>(() => verifier.Authenticate(token, []));
        Assert.Equal(["vault"], verifier.Authenticate(token, ["vault", "other"])!.Audiences);
    }

    [Fact]
    public void ForeignKey_IsRefused_ForeignIssuer_IsNotOurs()
    {
        var (_, verifier) = Create("ec");
        var (foreign, _) = Create("ec");
        Assert.Throws<InvalidTokenException>(() => verifier.Authenticate(foreign.Sign(ServiceAccountClaimsWriter.Write(Claims()).Span), []));
        Assert.Null(verifier.Authenticate(foreign.Sign(ServiceAccountClaimsWriter.Write(Claims() with { Issuer = "https://else" }).Span), []));
    }

    [Fact]
    public void TamperedPayload_IsRefused()
    {
        var (signer, verifier) = Create("ec");
        var parts = signer.Sign(ServiceAccountClaimsWriter.Write(Claims()).Span).Split('.');
        var other = signer.Sign(ServiceAccountClaimsWriter.Write(Claims() with { Id = "x" }).Span).Split('.');
        Assert.Throws<InvalidTokenException>(() => verifier.Authenticate($"{parts[0]}.{other[1]}.{parts[2]}", []));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("..")]
    [InlineData("a.b.c")]
    [InlineData("e30.e30.e30")]
    [InlineData("bnVsbA.bnVsbA.bnVsbA")]
    public void Garbage_IsNotOurs(string token) => Assert.Null(Create("ec").Verifier.Authenticate(token, []));

    [Fact]
    public void LegacyToken_HoldsWhileItsSecretIsThere()
    {
        var (signer, verifier) = Create("rsa");
        var secret = new Secret
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "sa-token", UID = "s" },
            Type = "kubernetes.io/service-account-token",
        };
        _objects.Add(secret);
        var claims = Claims() with { IsLegacy = true, Pod = null, Secret = new BoundReference("sa-token", "") };
        var token = signer.Sign(ServiceAccountClaimsWriter.Write(claims).Span);
        Assert.Equal("system:serviceaccount:ns:sa", verifier.Authenticate(token, [])!.User.Name);
        _objects.Remove(secret);
        Assert.Throws<InvalidTokenException>(() => verifier.Authenticate(token, []));
    }

    [Fact]
    public void KeySet_TakesKeysOfBothKinds_AndPublishesThem()
    {
        var (rsa, _) = Create("rsa");
        var (ec, _) = Create("ec");
        var keys = new TokenKeySet(rsa.Key, ec.Key);
        var verifier = new ServiceAccountTokenVerifier(new ServiceAccountTokenOptions { Issuers = [Issuer] }, keys, _objects, _time);
        foreach (var signer in (TokenSigner[])[rsa, ec])
        {
            Assert.Equal("system:serviceaccount:ns:sa", verifier.Authenticate(signer.Sign(ServiceAccountClaimsWriter.Write(Claims()).Span), [])!.User.Name);
        }

        var discovery = JsonNode.Parse(keys.ToDiscoveryDocument(Issuer, Issuer + "/openid/v1/jwks"))!;
        Assert.Equal("""["RS256","ES256"]""", discovery["id_token_signing_alg_values_supported"]!.ToJsonString());
        var published = JsonNode.Parse(keys.ToJwks())!["keys"]!.AsArray();
        Assert.Equal(["RSA", "EC"], published.Select(key => (string)key!["kty"]!));
        Assert.Equal([rsa.Key.KeyId, ec.Key.KeyId], published.Select(key => (string)key!["kid"]!));
    }

    [Fact]
    public void KeyFile_WithTheCurveBeforeTheKey_IsRead()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var pem = "-----BEGIN EC PARAMETERS-----\nBggqhkjOPQMBBw==\n-----END EC PARAMETERS-----\n" + key.ExportECPrivateKeyPem();
        Assert.Equal("ES256", Assert.Single(TokenVerificationKey.ReadPem(pem)).Algorithm);
    }

    private static ServiceAccountClaims Claims() => new()
    {
        Issuer = Issuer,
        Subject = "system:serviceaccount:ns:sa",
        Audiences = [Issuer],
        ExpiresAt = Start.AddHours(1),
        IssuedAt = Start,
        NotBefore = Start,
        Id = "the-id",
        Namespace = "ns",
        ServiceAccount = new BoundReference("sa", "sa-uid"),
        Pod = new BoundReference("pod", "pod-uid"),
    };

    private (TokenSigner Signer, ServiceAccountTokenVerifier Verifier) Create(string keyKind)
    {
        var pem = keyKind == "rsa" ? RSA.Create(2048).ExportRSAPrivateKeyPem() : ECDsa.Create(ECCurve.NamedCurves.nistP256).ExportECPrivateKeyPem();
        var signer = new TokenSigner(pem);
        var options = new ServiceAccountTokenOptions { Issuers = [Issuer] };
        return (signer, new ServiceAccountTokenVerifier(options, new TokenKeySet(signer.Key), _objects, _time));
    }
}
