using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Abac;
using KubeSharp.ApiServer.Configuration;

namespace KubeSharp.ApiServer.Tests.Authorization.Abac;

public sealed class AbacAuthorizerTests
{
    private const string Policy = """
        # of today
        {"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"user":"alice","namespace":"*","resource":"*","apiGroup":"*"}}
        {"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"group":"dev","namespace":"a","resource":"pods","readonly":true}}
        {"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"group":"*","nonResourcePath":"/version*"}}
        {"apiVersion":"abac.authorization.kubernetes.io/v1beta1","kind":"Policy","spec":{"namespace":"*","resource":"*","apiGroup":"*"}}

        {"user":"old","resource":"services","namespace":"b"}
        """;

    [Theory]
    [InlineData("alice", "", "delete", "apps", "deployments", "x", true)]
    [InlineData("bob", "dev", "list", "", "pods", "a", true)]
    [InlineData("bob", "dev", "delete", "", "pods", "a", false)]
    [InlineData("bob", "dev", "list", "", "pods", "b", false)]
    [InlineData("bob", "dev", "list", "apps", "pods", "a", false)]
    [InlineData("bob", "", "list", "", "pods", "a", false)]
    [InlineData("old", "", "delete", "", "services", "b", true)]
    [InlineData("old", "", "delete", "", "services", "c", false)]
    public async Task Resource_IsAllowedByARuleThatCoversIt(
        string user, string group, string verb, string apiGroup, string resource, string ns, bool allowed)
    {
        var decision = await Decide(new AuthorizerAttributes
        {
            User = User(user, group),
            Verb = verb,
            IsResourceRequest = true,
            ApiGroup = apiGroup,
            Resource = resource,
            Namespace = ns,
        });
        Assert.Equal(allowed ? AuthorizationVerdict.Allow : AuthorizationVerdict.NoOpinion, decision.Verdict);
    }

    [Theory]
    [InlineData("system:authenticated", "/version", true)]
    [InlineData("system:authenticated", "/version/x", true)]
    [InlineData("system:authenticated", "/metrics", false)]
    [InlineData("system:unauthenticated", "/version", false)]
    public async Task Path_IsAllowedByItsPattern(string group, string path, bool allowed)
    {
        var decision = await Decide(new AuthorizerAttributes { User = User("bob", group), Verb = "get", Path = path });
        Assert.Equal(allowed, decision.Allowed);
    }

    [Theory]
    [InlineData("{\"apiVersion\":\"v7\",\"kind\":\"Policy\"}")]
    [InlineData("[]")]
    [InlineData("{")]
    public void LineThatMeansNothing_IsRefusedWithItsNumber(string line)
    {
        var failure = Assert.Throws<ConfigurationException>(() => AbacPolicy.Parse("\n" + line, "policy"));
        Assert.StartsWith("policy: line 2: ", failure.Message);
    }

    private static UserInfo User(string name, string group) => new() { Name = name, Groups = group.Length > 0 ? [group] : [] };

    private static ValueTask<AuthorizationDecision> Decide(AuthorizerAttributes attributes) =>
        new AbacAuthorizer(AbacPolicy.Parse(Policy, "policy")).AuthorizeAsync(attributes, TestContext.Current.CancellationToken);
}
