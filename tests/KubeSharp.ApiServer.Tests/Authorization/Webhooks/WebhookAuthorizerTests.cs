using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Webhooks;
using KubeSharp.ApiServer.Tests.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Authorization.Webhooks;

public sealed class WebhookAuthorizerTests
{
    private static readonly AuthorizerAttributes Attributes = new()
    {
        User = new UserInfo { Name = "jane", UID = "7", Groups = ["dev"] },
        Verb = "list",
        IsResourceRequest = true,
        ApiGroup = "",
        ApiVersion = "v1",
        Resource = "pods",
        Namespace = "a",
        FieldSelector = "spec.nodeName=n1,status.phase!=Failed",
        LabelSelector = "app in (x,y),!old",
    };

    private readonly FakeTimeProvider _time = new();
    private readonly FakeWebhook _webhook = new();

    [Fact]
    public async Task Question_TellsUserAndRequest_WithItsSelectors()
    {
        _webhook.Answer = """{"status":{"allowed":true,"reason":"because"}}""";
        var decision = await Create("v1").AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        Assert.Equal(new AuthorizationDecision(AuthorizationVerdict.Allow, "because"), decision);
        Assert.Equal(
            """
            {"kind":"SubjectAccessReview","apiVersion":"authorization.k8s.io/v1","metadata":{},"spec":{"resourceAttributes":{"namespace":"a","verb":"list","version":"v1","resource":"pods","fieldSelector":{"requirements":[{"key":"spec.nodeName","operator":"In","values":["n1"]},{"key":"status.phase","operator":"NotIn","values":["Failed"]}]},"labelSelector":{"requirements":[{"key":"app","operator":"In","values":["x","y"]},{"key":"old","operator":"DoesNotExist"}]}},"user":"jane","groups":["dev"],"uid":"7"},"status":{"allowed":false}}
            """,
            Assert.Single(_webhook.Questions).ToJsonString());
    }

    [Fact]
    public async Task OlderVersion_SaysGroup()
    {
        _webhook.Answer = """{"status":{"allowed":false}}""";
        await Create("v1beta1").AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        var question = Assert.Single(_webhook.Questions);
        Assert.Equal("authorization.k8s.io/v1beta1", (string)question["apiVersion"]!);
        Assert.Equal("dev", (string)question["spec"]!["group"]![0]!);
        Assert.Null(question["spec"]!["groups"]);
    }

    [Theory]
    [InlineData("""{"status":{"allowed":true}}""", 300)]
    [InlineData("""{"status":{"allowed":false,"denied":true}}""", 30)]
    [InlineData("""{"status":{"allowed":false}}""", 30)]
    public async Task Answer_HoldsForItsTime(string answer, int seconds)
    {
        _webhook.Answer = answer;
        var authorizer = Create("v1");
        await authorizer.AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        _time.Advance(TimeSpan.FromSeconds(seconds - 1));
        await authorizer.AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        Assert.Single(_webhook.Questions);
        _time.Advance(TimeSpan.FromSeconds(1));
        await authorizer.AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        Assert.Equal(2, _webhook.Questions.Count);
    }

    [Theory]
    [InlineData("""{"status":{"allowed":false,"denied":true,"reason":"no"}}""", AuthorizationVerdict.Deny, "no")]
    [InlineData("""{"status":{"allowed":false,"reason":"who"}}""", AuthorizationVerdict.NoOpinion, "who")]
    internal async Task Refusal_EndsTheChainOnlyIfItIsOne(string answer, AuthorizationVerdict verdict, string reason)
    {
        _webhook.Answer = answer;
        var decision = await Create("v1").AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        Assert.Equal((verdict, reason), (decision.Verdict, decision.Reason));
    }

    [Theory]
    [InlineData(WebhookFailurePolicy.NoOpinion, AuthorizationVerdict.NoOpinion, null)]
    [InlineData(WebhookFailurePolicy.Deny, AuthorizationVerdict.Deny, null)]
    [InlineData(WebhookFailurePolicy.NoOpinion, AuthorizationVerdict.NoOpinion, """{"status":{"allowed":true,"denied":true}}""")]
    internal async Task Failure_MeansWhatThePolicySays_AndIsNotKept(WebhookFailurePolicy policy, AuthorizationVerdict verdict, string? answer)
    {
        _webhook.Answer = answer;
        var authorizer = Create("v1", policy);
        var decision = await authorizer.AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        Assert.Equal(verdict, decision.Verdict);
        Assert.NotNull(decision.Error);
        _webhook.Answer = """{"status":{"allowed":true}}""";
        Assert.True((await authorizer.AuthorizeAsync(Attributes, TestContext.Current.CancellationToken)).Allowed);
    }

    [Fact]
    public async Task Chain_GoesOnAfterAFailure_AndRemembersItIfNobodyAllows()
    {
        var chain = new AuthorizerChain([Create("v1"), new AlwaysAllowAuthorizer()]);
        Assert.True((await chain.AuthorizeAsync(Attributes, TestContext.Current.CancellationToken)).Allowed);
        chain = new AuthorizerChain([Create("v1"), new AlwaysDenyAuthorizer()]);
        var decision = await chain.AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        Assert.Equal((AuthorizationVerdict.NoOpinion, "no answer"), (decision.Verdict, decision.Error));
    }

    private WebhookAuthorizer Create(string version, WebhookFailurePolicy policy = WebhookFailurePolicy.NoOpinion)
    {
        var options = new WebhookAuthorizerOptions { Name = "test", KubeConfigFile = "", Version = version, FailurePolicy = policy };
        return new WebhookAuthorizer(options, _webhook, _time, NullLogger<WebhookAuthorizer>.Instance);
    }
}
