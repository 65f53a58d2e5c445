using System.Security.Cryptography;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Authentication.OpenIdConnect;
using KubeSharp.ApiServer.Authentication.Tokens;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Authentication.OpenIdConnect;

public sealed class JwtAuthenticatorsTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly FakeTimeProvider _time = new(Start);
    private readonly FakeIssuer _issuer = new();
    private readonly JwtIssuer _configuration = new()
    {
        Url = "https://issuer.test",
        Audiences = ["cluster", "other"],
        Username = new PrefixedClaim("sub", "oidc:"),
        Groups = new PrefixedClaim("groups", "oidc:"),
    };

    [Fact]
    public async Task GoodToken_GivesTheUserOfItsClaims()
    {
        var claims = Claims();
        claims["groups"] = new JsonArray("dev", "ops");
        var user = (await Authenticate(Create(), claims))!.User;
        Assert.Equal("oidc:jane", user.Name);
        Assert.Equal(["oidc:dev", "oidc:ops", "system:authenticated"], user.Groups);
    }

    [Fact]
    public async Task RotatedKey_IsFetchedWithTheFirstTokenThatHasIt_AndTheOldOneHoldsNoMore()
    {
        var authenticators = Create();
        var old = _issuer.Sign(Claims());
        Assert.NotNull(await Authenticate(authenticators, old));
        Assert.NotNull(await Authenticate(authenticators, old));
        Assert.Equal(1, _issuer.Fetches);

        _issuer.Rotate(ECDsa.Create(ECCurve.NamedCurves.nistP256));
        _time.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await Authenticate(authenticators, Claims()));
        Assert.Equal(2, _issuer.Fetches);
        await Assert.ThrowsAsync<InvalidTokenException>(async () => await Authenticate(authenticators, old));
    }

    [Fact]
    public async Task ForgedTokens_DoNotMakeTheServerAskTheIssuerEachTime()
    {
        var authenticators = Create();
        Assert.NotNull(await Authenticate(authenticators, Claims()));
        var forger = new FakeIssuer();
        for (var i = 0; i < 10; i++)
        {
            await Assert.ThrowsAsync<InvalidTokenException>(async () => await Authenticate(authenticators, forger.Sign(Claims())));
        }

        Assert.Equal(1, _issuer.Fetches);
    }

    [Fact]
    public async Task IssuerThatIsDown_IsAskedAgainLater()
    {
        var authenticators = Create();
        _issuer.IsDown = true;
        var failure = await Assert.ThrowsAsync<InvalidTokenException>(async () => await Authenticate(authenticators, Claims()));
        Assert.Equal("oidc: authenticator for issuer \"https://issuer.test\" is not initialized: the issuer is down", failure.Message);
        _issuer.IsDown = false;
        _time.Advance(TimeSpan.FromSeconds(5));
        Assert.NotNull(await Authenticate(authenticators, Claims()));
    }

    [Fact]
    public async Task IssuerThatCallsItselfOtherwise_IsNotBelieved()
    {
        var authenticators = Create();
        var token = _issuer.Sign(Claims());
        _issuer.Url = "https://another.test";
        await Assert.ThrowsAsync<InvalidTokenException>(async () => await Authenticate(authenticators, token));
    }

    [Theory]
    [InlineData("exp", 1767225600, "token is expired")]
    [InlineData("nbf", 1767229200, "before the nbf")]
    [InlineData("aud", "somebody", "expected audience in [cluster other] got [somebody]")]
    [InlineData("sub", "", "empty")]
    [InlineData("sub", 7, "claim not present")]
    [InlineData("hd", "elsewhere.test", "value does not match")]
    public async Task WrongClaim_IsRefused(string claim, object value, string reason)
    {
        var claims = Claims();
        claims[claim] = value is int number ? number : (string)value;
        var authenticators = Create(_configuration with { RequiredClaims = [new RequiredClaim("hd", "example.test")] });
        var failure = await Assert.ThrowsAsync<InvalidTokenException>(async () => await Authenticate(authenticators, claims));
        Assert.Contains(reason, failure.Message);
    }

    [Fact]
    public async Task UnverifiedEmail_IsNoName()
    {
        var authenticators = Create(_configuration with { Username = new PrefixedClaim("email", "") });
        var claims = Claims();
        (claims["email"], claims["email_verified"]) = ("jane@example.test", false);
        await Assert.ThrowsAsync<InvalidTokenException>(async () => await Authenticate(authenticators, claims));
        claims["email_verified"] = true;
        Assert.Equal("jane@example.test", (await Authenticate(authenticators, claims))!.User.Name);
    }

    [Fact]
    public async Task AlgorithmThatIsNotAllowed_IsRefused()
    {
        var authenticators = Create(_configuration with { SigningAlgorithms = ["ES256"] });
        await Assert.ThrowsAsync<InvalidTokenException>(async () => await Authenticate(authenticators, Claims()));
    }

    [Fact]
    public async Task OtherIssuer_IsNotOurs_UntilItIsConfigured()
    {
        var authenticators = Create();
        var claims = Claims();
        claims["iss"] = "https://new.test";
        Assert.Null(await Authenticate(authenticators, claims));
        _issuer.Url = "https://new.test";
        authenticators.Exchange([_configuration with { Url = "https://new.test" }]);
        Assert.NotNull(await Authenticate(authenticators, claims));
    }

    [Fact]
    public void Flags_PrefixTheNameWithTheIssuer_UnlessToldOtherwise()
    {
        var options = new OidcOptions { IssuerUrl = "https://issuer.test", ClientId = "cluster" };
        Assert.Equal("https://issuer.test#", options.ToIssuer()!.Username.Prefix);
        Assert.Equal("", (options with { UsernamePrefix = "-" }).ToIssuer()!.Username.Prefix);
        Assert.Equal("", (options with { UsernameClaim = "email" }).ToIssuer()!.Username.Prefix);
        Assert.Equal(["RS256"], options.ToIssuer()!.SigningAlgorithms);
        Assert.Null(new OidcOptions().ToIssuer());
    }

    private static JsonObject Claims() => new()
    {
        ["iss"] = "https://issuer.test",
        ["sub"] = "jane",
        ["aud"] = new JsonArray("somebody", "cluster"),
        ["exp"] = Start.AddHours(1).ToUnixTimeSeconds(),
        ["hd"] = "example.test",
    };

    private JwtAuthenticators Create(JwtIssuer? issuer = null) => new([issuer ?? _configuration], _ => _issuer, _time);

    private ValueTask<TokenResult?> Authenticate(JwtAuthenticators authenticators, JsonObject claims) =>
        Authenticate(authenticators, _issuer.Sign((JsonObject)claims.DeepClone()));

    private static ValueTask<TokenResult?> Authenticate(JwtAuthenticators authenticators, string token) =>
        authenticators.AuthenticateAsync(token, [], TestContext.Current.CancellationToken);
}
