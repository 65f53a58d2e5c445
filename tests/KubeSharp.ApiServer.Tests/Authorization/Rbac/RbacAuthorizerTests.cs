using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Rbac;

namespace KubeSharp.ApiServer.Tests.Authorization.Rbac;

public sealed class RbacAuthorizerTests
{
    private readonly RbacPolicy _policy = new();
    private readonly RbacAuthorizer _authorizer;
    private readonly UserInfo _jane = new() { Name = "jane", Groups = ["dev", "system:authenticated"] };

    public RbacAuthorizerTests() => _authorizer = new RbacAuthorizer(_policy);

    [Fact]
    public void ClusterRoleBinding_AllowsEverywhere_WithUpstreamsReason()
    {
        Add(ClusterRole("reader", Rule(["get", "list"], [""], ["pods"])));
        Add(ClusterBinding("readers", "reader", Group("dev")));
        var decision = Ask("list", "", "pods", "ns");
        Assert.True(decision.Allowed);
        Assert.Equal("RBAC: allowed by ClusterRoleBinding \"readers\" of ClusterRole \"reader\" to Group \"dev\"", decision.Reason);
        Assert.False(Ask("delete", "", "pods", "ns").Allowed);
        Assert.False(Ask("list", "apps", "pods", "ns").Allowed);
        Assert.False(Ask("get", "", "pods", "ns", subresource: "log").Allowed);
    }

    [Fact]
    public void RoleBinding_AllowsInItsNamespaceOnly()
    {
        Add(new Role { Metadata = new ObjectMeta { Namespace = "a", Name = "r" }, Rules = [Rule(["*"], ["*"], ["*"])] });
        Add(Binding("a", "b", "Role", "r", User("jane")));
        Assert.True(Ask("delete", "apps", "deployments", "a", subresource: "scale").Allowed);
        Assert.False(Ask("delete", "apps", "deployments", "b").Allowed);
        Assert.False(Ask("delete", "apps", "deployments", "").Allowed);
    }

    [Theory]
    [InlineData("*/scale", "deployments", "scale", true)]
    [InlineData("*/scale", "deployments", "", false)]
    [InlineData("pods/log", "pods", "log", true)]
    [InlineData("pods/log", "pods", "", false)]
    [InlineData("*", "pods", "log", true)]
    public void ResourcePatterns(string pattern, string resource, string subresource, bool allowed)
    {
        Add(ClusterRole("r", Rule(["get"], ["*"], [pattern])));
        Add(ClusterBinding("b", "r", User("jane")));
        Assert.Equal(allowed, Ask("get", "", resource, "ns", subresource: subresource).Allowed);
    }

    [Fact]
    public void ResourceNames_LimitToNamedRequests()
    {
        Add(ClusterRole("r", Rule(["get", "list"], [""], ["configmaps"]) with { ResourceNames = ["one"] }));
        Add(ClusterBinding("b", "r", User("jane")));
        Assert.True(Ask("get", "", "configmaps", "ns", name: "one").Allowed);
        Assert.False(Ask("get", "", "configmaps", "ns", name: "two").Allowed);
        Assert.False(Ask("list", "", "configmaps", "ns").Allowed);
    }

    [Theory]
    [InlineData("/healthz", true)]
    [InlineData("/apis/apps", true)]
    [InlineData("/metrics", false)]
    public void NonResourceUrls(string path, bool allowed)
    {
        Add(ClusterRole("r", new PolicyRule { Verbs = ["get"], NonResourceURLs = ["/healthz", "/apis/*"] }));
        Add(ClusterBinding("b", "r", Group("system:authenticated")));
        var attributes = new AuthorizerAttributes { User = _jane, Verb = "get", Path = path };
        Assert.Equal(allowed, _authorizer.Authorize(attributes).Allowed);
    }

    [Fact]
    public void MissingRole_IsNamedInTheReason()
    {
        Add(ClusterBinding("b", "gone", User("jane")));
        Assert.Equal("RBAC: clusterrole.rbac.authorization.k8s.io \"gone\" not found", Ask("get", "", "pods", "ns").Reason);
    }

    [Fact]
    public void Changes_TakeEffectAtTheNextQuestion()
    {
        var role = ClusterRole("r", Rule(["get"], [""], ["pods"]));
        var binding = ClusterBinding("b", "r", ServiceAccount("kube-system", "app"));
        var app = new UserInfo { Name = "system:serviceaccount:kube-system:app" };
        Add(role);
        Add(binding);
        Assert.True(Ask("get", "", "pods", "ns", user: app).Allowed);
        _policy.Apply(role, role with { Rules = [] });
        Assert.False(Ask("get", "", "pods", "ns", user: app).Allowed);
        _policy.Apply(null, role);
        Assert.True(Ask("get", "", "pods", "ns", user: app).Allowed);
        _policy.Apply(binding, null);
        Assert.False(Ask("get", "", "pods", "ns", user: app).Allowed);
    }

    [Fact]
    public void ForbiddenMessage_IsUpstreams()
    {
        var attributes = new AuthorizerAttributes
        {
            User = _jane,
            Verb = "get",
            IsResourceRequest = true,
            ApiGroup = "apps",
            Resource = "deployments",
            Subresource = "scale",
            Namespace = "ns",
        };
        Assert.Equal(
            "User \"jane\" cannot get resource \"deployments/scale\" in API group \"apps\" in the namespace \"ns\": because",
            ForbiddenMessage.Of(attributes, "because"));
        Assert.Equal(
            "User \"jane\" cannot get path \"/x\"", ForbiddenMessage.Of(new AuthorizerAttributes { User = _jane, Verb = "get", Path = "/x" }, ""));
    }

    [Fact]
    public void RuleCover_FindsWhatIsMissing()
    {
        PolicyRule[] owned = [Rule(["get", "list"], [""], ["pods", "*/status"])];
        PolicyRule[] wanted = [Rule(["get", "delete", "watch"], [""], ["pods"]), Rule(["get"], [""], ["nodes/status"])];
        Assert.Equal(["{APIGroups:[\"\"], Resources:[\"pods\"], Verbs:[\"delete\" \"watch\"]}"], RuleText.Compact(RuleCover.Missing(owned, wanted)));
    }

    private static PolicyRule Rule(ApiList<string> verbs, ApiList<string> groups, ApiList<string> resources) =>
        new() { Verbs = verbs, APIGroups = groups, Resources = resources };

    private static ClusterRole ClusterRole(string name, params ApiList<PolicyRule> rules) =>
        new() { Metadata = new ObjectMeta { Name = name }, Rules = rules };

    private static Subject User(string name) => new() { Kind = "User", APIGroup = "rbac.authorization.k8s.io", Name = name };

    private static Subject Group(string name) => new() { Kind = "Group", APIGroup = "rbac.authorization.k8s.io", Name = name };

    private static Subject ServiceAccount(string ns, string name) => new() { Kind = "ServiceAccount", Namespace = ns, Name = name };

    private static ClusterRoleBinding ClusterBinding(string name, string role, Subject subject) => new()
    {
        Metadata = new ObjectMeta { Name = name },
        RoleRef = new RoleRef { Kind = "ClusterRole", Name = role },
        Subjects = [subject],
    };

    private static RoleBinding Binding(string ns, string name, string kind, string role, Subject subject) => new()
    {
        Metadata = new ObjectMeta { Namespace = ns, Name = name },
        RoleRef = new RoleRef { Kind = kind, Name = role },
        Subjects = [subject],
    };

    private void Add(ApiObject value) => _policy.Apply(null, value);

    private AuthorizationDecision Ask(
        string verb, string group, string resource, string ns, string name = "", string subresource = "", UserInfo? user = null) =>
        _authorizer.Authorize(ResourceRequests.Of(user ?? _jane, verb, group, resource, ns, name, subresource));
}
