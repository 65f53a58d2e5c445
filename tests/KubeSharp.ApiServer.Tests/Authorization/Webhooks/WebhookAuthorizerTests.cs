using System.Text;
using KubeSharp.ApiServer.Admission.Expressions;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Configuration;
using KubeSharp.ApiServer.Authorization.Webhooks;
using KubeSharp.ApiServer.Tests.Webhooks;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Prometheus;

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

    [Theory]
    [InlineData("has(request.resourceAttributes)", true)]
    [InlineData("has(request.nonResourceAttributes)", false)]
    [InlineData("request.resourceAttributes.namespace == 'a' && request.resourceAttributes.subresource == ''", true)]
    [InlineData("request.user == 'jane' && request.uid == '7' && 'dev' in request.groups && request.extra == {}", true)]
    [InlineData("request.resourceAttributes.fieldSelector.requirements.exists(r, r.key == 'spec.nodeName' && r.operator == 'In' && r.values == ['n1'])", true)]
    [InlineData("request.resourceAttributes.labelSelector.requirements.exists(r, r.key == 'old' && r.operator == 'DoesNotExist')", true)]
    [InlineData("request.resourceAttributes.verb != 'list'", false)]
    public async Task Conditions_DecideWhetherTheWebhookIsAsked(string expression, bool isAsked)
    {
        _webhook.Answer = """{"status":{"allowed":true}}""";
        var decision = await Create("v1", conditions: [expression]).AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        Assert.Equal(isAsked ? AuthorizationVerdict.Allow : AuthorizationVerdict.NoOpinion, decision.Verdict);
        Assert.Null(decision.Error);
        Assert.Equal(isAsked ? 1 : 0, _webhook.Questions.Count);
    }

    [Theory]
    [InlineData(WebhookFailurePolicy.NoOpinion, AuthorizationVerdict.NoOpinion)]
    [InlineData(WebhookFailurePolicy.Deny, AuthorizationVerdict.Deny)]
    internal async Task ConditionThatFails_IsAFailure_UnlessAnotherSaysNo(WebhookFailurePolicy policy, AuthorizationVerdict verdict)
    {
        _webhook.Answer = """{"status":{"allowed":true}}""";
        const string Failing = "request.nonResourceAttributes.path == '/'";
        var decision = await Create("v1", policy, Failing).AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        Assert.Equal((verdict, $"expression '{Failing}' resulted in error: no such key: nonResourceAttributes"), (decision.Verdict, decision.Error));
        decision = await Create("v1", policy, Failing, "false").AuthorizeAsync(Attributes, TestContext.Current.CancellationToken);
        Assert.Equal((AuthorizationVerdict.NoOpinion, null), (decision.Verdict, decision.Error));
        Assert.Empty(_webhook.Questions);
    }

    private WebhookAuthorizer Create(
        string version, WebhookFailurePolicy policy = WebhookFailurePolicy.NoOpinion, params ReadOnlySpan<string> conditions)
    {
        var options = new WebhookAuthorizerOptions
        {
            Name = "test",
            KubeConfigFile = "",
            Version = version,
            FailurePolicy = policy,
            Conditions = Conditions(conditions.ToArray()),
        };
        return new WebhookAuthorizer(
            options, _webhook, new MatchConditionMetrics(Metrics.NewCustomRegistry()), _time, NullLogger<WebhookAuthorizer>.Instance);
    }

    private static MatchConditions? Conditions(IEnumerable<string> expressions)
    {
        var conditions = string.Concat(expressions.Select(expression => $"\n    - expression: \"{expression}\""));
        var configuration =
            $$"""
            apiVersion: apiserver.config.k8s.io/v1
            kind: AuthorizationConfiguration
            authorizers:
            - type: Webhook
              name: test
              webhook:
                timeout: 3s
                subjectAccessReviewVersion: v1
                matchConditionSubjectAccessReviewVersion: v1
                failurePolicy: Deny
                connectionInfo: {type: KubeConfigFile, kubeConfigFile: /hook.conf}
                matchConditions:{{conditions}}
            """;
        return AuthorizationConfigurationReader.Parse(Encoding.UTF8.GetBytes(configuration), "file.yaml")[0].Webhook!.Conditions;
    }
}
