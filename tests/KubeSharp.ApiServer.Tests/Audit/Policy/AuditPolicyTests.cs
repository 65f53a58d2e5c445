using System.Text;
using KubeSharp.ApiServer.Audit;
using KubeSharp.ApiServer.Audit.Policy;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Configuration;
using KubeSharp.ApiServer.Http;

namespace KubeSharp.ApiServer.Tests.Audit.Policy;

public sealed class AuditPolicyTests
{
    private const string Text = """
        apiVersion: audit.k8s.io/v1
        kind: Policy
        metadata: {name: test}
        omitStages: [RequestReceived]
        omitManagedFields: true
        rules:
        - level: None
          users: ["system:kube-proxy"]
          verbs: [watch]
          resources: [{group: "", resources: [endpoints, services]}]
        - level: None
          userGroups: ["system:authenticated"]
          nonResourceURLs: ["/api*", /version]
        - level: Metadata
          omitStages: [ResponseStarted]
          resources: [{group: "", resources: [secrets, "pods/log", "*/token"]}]
        - level: Request
          omitManagedFields: false
          namespaces: [kube-system, ""]
          resources: [{group: apps, resources: ["deployments/*"], resourceNames: [web]}]
        - level: RequestResponse
          resources: [{group: "*", resources: [leases]}, {group: batch}]
        """;

    private readonly AuditPolicy _policy = AuditPolicyReader.Parse(Encoding.UTF8.GetBytes(Text), "policy.yaml");

    [Theory]
    [InlineData("system:kube-proxy", "watch", "", "services", "", "default", "", "None")]
    [InlineData("jane", "get", "", "secrets", "", "default", "a", "Metadata")]
    [InlineData("jane", "get", "", "pods", "log", "default", "a", "Metadata")]
    [InlineData("jane", "get", "", "pods", "", "default", "a", "None")]
    [InlineData("jane", "create", "", "serviceaccounts", "token", "default", "a", "Metadata")]
    [InlineData("jane", "update", "apps", "deployments", "scale", "kube-system", "web", "Request")]
    [InlineData("jane", "update", "apps", "deployments", "", "kube-system", "other", "None")]
    [InlineData("jane", "update", "apps", "deployments", "scale", "default", "web", "None")]
    [InlineData("jane", "update", "coordination.k8s.io", "leases", "", "default", "x", "RequestResponse")]
    [InlineData("jane", "list", "batch", "jobs", "", "default", "", "RequestResponse")]
    public void FirstRuleThatMatches_Decides(
        string user, string verb, string group, string resource, string subresource, string ns, string name, string level)
    {
        var info = new RequestInfo
        {
            Path = "",
            Verb = verb,
            IsResourceRequest = true,
            ApiGroup = group,
            Resource = resource,
            Subresource = subresource,
            Namespace = ns,
            Name = name,
        };
        Assert.Equal(level, Decide(user, info).Level.ToString());
    }

    [Theory]
    [InlineData("/api/v1", true)]
    [InlineData("/version", true)]
    [InlineData("/version/x", false)]
    public void Paths_MatchByTheirPrefix(string path, bool matches)
    {
        var rule = new AuditRule { Decision = AuditDecision.Nothing, NonResourceUrls = ["/api*", "/version"] };
        var info = new RequestInfo { Path = path, Verb = "get" };
        Assert.Equal(matches, rule.Matches(new AuditSubject(new UserInfo { Name = "jane" }, info)));
    }

    [Fact]
    public void Stages_AddUp_AndTheRuleDecidesOnManagedFields()
    {
        var secrets = Decide("jane", new RequestInfo { Path = "", Verb = "get", IsResourceRequest = true, Resource = "secrets" });
        Assert.Equal([AuditStage.RequestReceived, AuditStage.ResponseStarted], secrets.OmittedStages);
        Assert.True(secrets.OmitManagedFields);
        var leases = Decide("jane", new RequestInfo { Path = "", Verb = "get", IsResourceRequest = true, Resource = "leases" });
        Assert.Equal([AuditStage.RequestReceived], leases.OmittedStages);
    }

    [Theory]
    [InlineData("rules: []", "a policy without rules")]
    [InlineData("rules: [{level: Everything}]", "Unsupported value: \"Everything\"")]
    [InlineData("rules: [{level: None, omitStages: [Later]}]", "Unsupported value: \"Later\"")]
    [InlineData("rules: [{level: None, namespaces: [a], nonResourceURLs: [/a]}]", "both regular resources and non-resource URLs")]
    [InlineData("rules: [{level: None, nonResourceURLs: [\"/a*b\"]}]", "'*' at its end only")]
    [InlineData("rules: [{level: None, resources: [{resourceNames: [a]}]}]", "requires at least one resource")]
    public void WhatCannotBeUsed_IsRefused(string body, string reason)
    {
        var failure = Assert.Throws<ConfigurationException>(
            () => AuditPolicyReader.Parse(Encoding.UTF8.GetBytes($"apiVersion: audit.k8s.io/v1\nkind: Policy\n{body}\n"), "policy.yaml"));
        Assert.Contains(reason, failure.Message);
    }

    private AuditDecision Decide(string user, RequestInfo info) =>
        _policy.Decide(new AuditSubject(new UserInfo { Name = user, Groups = ["system:authenticated"] }, info));
}
