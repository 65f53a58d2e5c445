using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Authentication;
using KubeSharp.ApiServer.Authorization;
using KubeSharp.ApiServer.Authorization.Nodes;

namespace KubeSharp.ApiServer.Tests.Authorization.Nodes;

public sealed class NodeAuthorizerTests
{
    private readonly FakeObjects _objects = new();
    private readonly NodeGraph _graph = new();
    private readonly NodeAuthorizer _authorizer;
    private readonly Pod _pod = new()
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = "pod" },
        Spec = new PodSpec
        {
            NodeName = "one",
            ServiceAccountName = "sa",
            Volumes =
            [
                new Volume { Name = "s", Secret = new SecretVolumeSource { SecretName = "secret" } },
                new Volume { Name = "c", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = "claim" } },
            ],
            Containers = [new Container { Name = "a", EnvFrom = [new EnvFromSource { ConfigMapRef = new ConfigMapEnvSource { Name = "config" } }] }],
        },
    };

    public NodeAuthorizerTests()
    {
        _authorizer = new NodeAuthorizer(_graph, _objects);
        _graph.Changed(_pod);
    }

    [Theory]
    [InlineData("get", "secrets", "secret", "")]
    [InlineData("watch", "secrets", "secret", "")]
    [InlineData("list", "configmaps", "config", "")]
    [InlineData("get", "persistentvolumeclaims", "claim", "")]
    [InlineData("create", "serviceaccounts", "sa", "token")]
    [InlineData("get", "pods", "pod", "")]
    [InlineData("patch", "pods", "pod", "status")]
    public void WhatItsPodsNeed_IsForTheNodeAlone(string verb, string resource, string name, string subresource)
    {
        Assert.True(Ask("one", verb, resource, name, subresource).Allowed);
        if (resource is not "pods")
        {
            var decision = Ask("two", verb, resource, name, subresource);
            Assert.False(decision.Allowed);
            Assert.Equal("no relationship found between node 'two' and this object", decision.Reason);
        }
    }

    [Fact]
    public void Reference_EndsWithTheLastPodThatHasIt()
    {
        var second = _pod with { Metadata = _pod.Metadata with { Name = "second" } };
        _graph.Changed(second);
        _graph.Removed(_pod);
        Assert.True(Ask("one", "get", "secrets", "secret").Allowed);
        _graph.Removed(second);
        Assert.False(Ask("one", "get", "secrets", "secret").Allowed);
    }

    [Fact]
    public void NewPod_CountsBeforeTheGraphHasHeardOfIt()
    {
        _objects.Add(_pod with
        {
            Metadata = _pod.Metadata with { Name = "new" },
            Spec = _pod.Spec with { ServiceAccountName = "late", Volumes = [], Containers = [] },
        });

        Assert.True(Ask("one", "create", "serviceaccounts", "late", "token").Allowed);
        Assert.True(Ask("one", "get", "pods", "new").Allowed);
        Assert.False(Ask("two", "create", "serviceaccounts", "late", "token").Allowed);
        Assert.False(Ask("one", "create", "serviceaccounts", "late", "token", ns: "other").Allowed);
    }

    [Theory]
    [InlineData("list", "secrets", "", "No Object name found")]
    [InlineData("update", "secrets", "secret", "can only read resources of this type")]
    [InlineData("delete", "persistentvolumeclaims", "claim", "can only get individual resources of this type")]
    public void MoreThanReading_IsRefusedWithUpstreamsReason(string verb, string resource, string name, string reason) =>
        Assert.Equal(reason, Ask("one", verb, resource, name).Reason);

    [Fact]
    public void WatchOfOneObject_MayNameItByASelector()
    {
        Assert.True(Ask("one", "watch", "configmaps", "", selector: "metadata.name=config").Allowed);
        Assert.False(Ask("one", "watch", "configmaps", "", selector: "metadata.name=other").Allowed);
    }

    [Fact]
    public void Pods_AreListedByNodeOnly()
    {
        Assert.True(Ask("one", "list", "pods", "", selector: "spec.nodeName=one", ns: "").Allowed);
        Assert.False(Ask("one", "list", "pods", "", selector: "spec.nodeName=two", ns: "").Allowed);
        Assert.False(Ask("one", "list", "pods", "", ns: "").Allowed);
    }

    [Fact]
    public void Leases_AreItsOwnOnly()
    {
        Assert.True(Ask("one", "update", "leases", "one", ns: "kube-node-lease", group: "coordination.k8s.io").Allowed);
        Assert.False(Ask("one", "update", "leases", "two", ns: "kube-node-lease", group: "coordination.k8s.io").Allowed);
        Assert.False(Ask("one", "get", "leases", "one", ns: "kube-system", group: "coordination.k8s.io").Allowed);
    }

    [Fact]
    public void OtherUsers_AreNoConcern()
    {
        var attributes = new AuthorizerAttributes { User = new UserInfo { Name = "jane" }, Verb = "get", IsResourceRequest = true, Resource = "secrets" };
        Assert.Equal(new AuthorizationDecision(AuthorizationVerdict.NoOpinion), _authorizer.Authorize(attributes));
    }

    private AuthorizationDecision Ask(
        string node, string verb, string resource, string name, string subresource = "", string selector = "", string ns = "ns", string group = "") =>
        _authorizer.Authorize(ResourceRequests.Of(
            new UserInfo { Name = "system:node:" + node, Groups = ["system:nodes", "system:authenticated"] }, verb, group, resource, ns, name, subresource, selector));
}
