using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using KubeSharp.ApiServer.Authentication.Configuration;
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
        Assert.Equal("https://issuer.test#", options.ToIssuer()!.Username!.Prefix);
        Assert.Equal("", (options with { UsernamePrefix = "-" }).ToIssuer()!.Username!.Prefix);
        Assert.Equal("", (options with { UsernameClaim = "email" }).ToIssuer()!.Username!.Prefix);
        Assert.Equal(["RS256"], options.ToIssuer()!.SigningAlgorithms);
        Assert.Null(new OidcOptions().ToIssuer());
    }

    [Fact]
    public async Task ExpressionsMakeTheUser()
    {
        var authenticators = Create(Configured(
            """
              claimMappings:
                username: {expression: "'jwt:' + claims.sub"}
                groups: {expression: "claims.roles.split(',')"}
                uid: {expression: claims.ids.uid}
                extra:
                - {key: example.test/tenant, valueExpression: "claims.?tenant.orValue('')"}
                - {key: example.test/hd, valueExpression: "[claims.hd]"}
              userValidationRules: [{expression: "user.groups.all(g, !g.startsWith('system:')) && user.uid != ''"}]
            """));
        var claims = Claims();
        claims["roles"] = "dev,ops";
        claims["ids"] = new JsonObject { ["uid"] = "u-1" };
        var user = (await Authenticate(authenticators, claims))!.User;
        Assert.Equal(("jwt:jane", "u-1"), (user.Name, user.UID));
        Assert.Equal(["dev", "ops", "system:authenticated"], user.Groups);
        var (key, values) = Assert.Single(user.Extra);
        Assert.Equal(("example.test/hd", "example.test"), (key, Assert.Single(values)));
    }

    [Theory]
    [InlineData("claims.none", "true", "true", "oidc: error evaluating username claim expression: expression 'claims.none' resulted in error: no such key: none")]
    [InlineData("claims.aud", "true", "true", "oidc: error evaluating username claim expression: username claim expression must return a string")]
    [InlineData("claims.sub", "claims.hd == 'x'", "true", "oidc: error evaluating claim validation expression: validation expression 'claims.hd == 'x'' failed: not so")]
    [InlineData("claims.sub", "claims.x == 'x'", "true", "oidc: error evaluating claim validation expression: expression 'claims.x == 'x'' resulted in error: no such key: x")]
    [InlineData("claims.sub", "true", "!user.username.startsWith('ja')", "oidc: error evaluating user info validation rule: validation expression '!user.username.startsWith('ja')' failed: not so")]
    [InlineData("claims.sub", "true", "user.groups == ['dev']", "oidc: error evaluating user info validation rule: validation expression 'user.groups == ['dev']' failed: not so")]
    public async Task ExpressionThatDoesNotHold_RefusesTheToken(string name, string claimRule, string userRule, string message)
    {
        var authenticators = Create(Configured(
            $$"""
              claimMappings: {username: {expression: "{{name}}"} }
              claimValidationRules: [{expression: "{{claimRule}}", message: not so}]
              userValidationRules: [{expression: "{{userRule}}", message: not so}]
            """));
        var failure = await Assert.ThrowsAsync<InvalidTokenException>(async () => await Authenticate(authenticators, Claims()));
        Assert.Equal(message, failure.Message);
    }

    private static JwtIssuer Configured(string more) => AuthenticationConfigurationReader.Parse(
        Encoding.UTF8.GetBytes(
            "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthenticationConfiguration\njwt:\n- issuer: {url: https://issuer.test, audiences: [cluster]}\n" + more),
        "file.yaml", []).Issuers[0];

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
