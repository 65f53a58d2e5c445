using KubeSharp.ApiServer.Authentication.Tokens;
using KubeSharp.ApiServer.Authentication.Webhooks;
using KubeSharp.ApiServer.Tests.Webhooks;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Authentication.Webhooks;

public sealed class TokenReviewAuthenticatorTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebhook _webhook = new();
    private readonly TokenReviewAuthenticator _authenticator;

    public TokenReviewAuthenticatorTests() =>
        _authenticator = new TokenReviewAuthenticator(_webhook, "v1beta1", TimeSpan.FromMinutes(2), ["api"], _time);

    [Fact]
    public async Task GoodAnswer_GivesTheUser_AndHoldsForItsTime()
    {
        _webhook.Answer = """{"status":{"authenticated":true,"user":{"username":"jane","uid":"7","groups":["dev"],"extra":{"k":["v"]}}}}""";
        var result = await AuthenticateAsync();
        Assert.Equal(("jane", "7"), (result!.User.Name, result.User.UID));
        Assert.Equal(["dev", "system:authenticated"], result.User.Groups);
        Assert.Equal(["v"], result.User.Extra["k"]);
        Assert.Equal(["api"], result.Audiences);
        var question = Assert.Single(_webhook.Questions);
        Assert.Equal(("authentication.k8s.io/v1beta1", "TokenReview"), ((string)question["apiVersion"]!, (string)question["kind"]!));
        Assert.Equal(("token", "api"), ((string)question["spec"]!["token"]!, (string)question["spec"]!["audiences"]![0]!));

        await AuthenticateAsync();
        Assert.Single(_webhook.Questions);
        _time.Advance(TimeSpan.FromMinutes(2));
        await AuthenticateAsync();
        Assert.Equal(2, _webhook.Questions.Count);
    }

    [Fact]
    public async Task Refusal_IsNobodysToken_AndHoldsToo()
    {
        _webhook.Answer = """{"status":{"authenticated":false}}""";
        Assert.Null(await AuthenticateAsync());
        Assert.Null(await AuthenticateAsync());
        Assert.Single(_webhook.Questions);
    }

    [Fact]
    public async Task Failure_IsNotKept()
    {
        await Assert.ThrowsAsync<InvalidTokenException>(AuthenticateAsync);
        _webhook.Answer = """{"status":{"authenticated":true,"user":{"username":"jane"}}}""";
        Assert.NotNull(await AuthenticateAsync());
    }

    [Fact]
    public async Task OtherAudiences_AreRefused()
    {
        _webhook.Answer = """{"status":{"authenticated":true,"user":{"username":"jane"},"audiences":["vault"]}}""";
        await Assert.ThrowsAsync<InvalidTokenException>(AuthenticateAsync);
    }

    private async Task<TokenResult?> AuthenticateAsync() => await _authenticator.AuthenticateAsync("token", [], TestContext.Current.CancellationToken);
}
