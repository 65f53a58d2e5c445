using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Core;
using KubeSharp.ApiServer.Resources.Rbac;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class ConfigAndAccessTests
{
    [Fact]
    public void StringDataBecomesData()
    {
        var secret = StrategyRunner.Default<Secret>(new SecretStrategy(), "{'data':{'a':'YQ=='},'stringData':{'a':'x','b':'y'}}");

        Assert.Equal(("x", "y", "Opaque"), (secret.Data["a"].ToUtf8String(), secret.Data["b"].ToUtf8String(), secret.Type));
        Assert.True(secret.StringData.IsNil);
    }

    [Theory]
    [InlineData("'type':'kubernetes.io/tls'", "data[tls.crt]: Required value|data[tls.key]: Required value")]
    [InlineData("'type':'kubernetes.io/service-account-token'", "metadata.annotations[kubernetes.io/service-account.name]: Required value")]
    [InlineData("'type':'kubernetes.io/dockerconfigjson','stringData':{'.dockerconfigjson':'[]'}", "data[.dockerconfigjson]: Invalid value: \"<secret contents redacted>\": json: cannot unmarshal array into Go value of type map[string]interface {}")]
    [InlineData("'stringData':{'a/b':'x'}", "data[a/b]: Invalid value: \"a/b\": a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')")]
    public void SecretsHoldWhatTheirTypeSays(string fields, string errors) => Assert.Equal(
        errors.Split('|'), StrategyRunner.CreateErrors<Secret>(new SecretStrategy(), "{'metadata':{'name':'s','namespace':'d'}," + fields + "}"));

    [Fact]
    public void ImmutableConfigStaysAsItIs()
    {
        var strategy = new ConfigMapStrategy();
        var old = StrategyRunner.Create<ConfigMap>(strategy, "{'metadata':{'name':'c','namespace':'d'},'immutable':true,'data':{'a':'1'}}");

        Assert.Equal(
            ["data: Forbidden: field is immutable when `immutable` is set"],
            StrategyRunner.UpdateErrors(strategy, old with { Data = old.Data.Set("a", "2") }, old));
    }

    [Fact]
    public void ConfigMapsAreAtMostOneMebibyte() => Assert.Equal(
        ["[]: Too long: may not be more than 1048576 bytes"],
        StrategyRunner.CreateErrors<ConfigMap>(
            new ConfigMapStrategy(), "{'metadata':{'name':'c','namespace':'d'},'data':{'a':'" + new string('x', 1048577) + "'}}"));

    [Fact]
    public void NamespacesGetTheirFinalizerLabelAndPhase()
    {
        var value = StrategyRunner.Create<Namespace>(new NamespaceStrategy(), "{'metadata':{'name':'team'}}");

        Assert.Equal(("kubernetes", "team", "Active"), (value.Spec.Finalizers[0], value.Metadata.Labels["kubernetes.io/metadata.name"], value.Status.Phase));
    }

    [Theory]
    [InlineData("{'apiGroups':[''],'resources':['pods']}", "rules[0].verbs: Required value: verbs must contain at least one value")]
    [InlineData("{'verbs':['get'],'resources':['pods']}", "rules[0].apiGroups: Required value: resource rules must supply at least one api group")]
    [InlineData("{'verbs':['get'],'nonResourceURLs':['/x']}", "rules[0].nonResourceURLs: Invalid value: [\"/x\"]: namespaced rules cannot apply to non-resource URLs")]
    public void RulesAreComplete(string rule, string error) => Assert.Equal(
        [error], StrategyRunner.CreateErrors<Role>(new RoleStrategy(), "{'metadata':{'name':'r','namespace':'d'},'rules':[" + rule + "]}"));

    [Fact]
    public void BindingsKeepTheirRole()
    {
        var strategy = new ClusterRoleBindingStrategy();
        var old = StrategyRunner.Create<ClusterRoleBinding>(
            strategy,
            "{'metadata':{'name':'system:b'},'roleRef':{'kind':'ClusterRole','name':'view'},'subjects':[{'kind':'User','name':'ada'},{'kind':'ServiceAccount','name':'s','namespace':'n'}]}");

        Assert.Equal((RbacChecks.Group, RbacChecks.Group, ""), (old.RoleRef.APIGroup, old.Subjects[0].APIGroup, old.Subjects[1].APIGroup));
        Assert.Equal("system:b | ClusterRole/view | 0s | ada |  | n/s", StrategyRunner.Row(strategy, old));
        Assert.Equal(
            ["roleRef: Invalid value: {\"apiGroup\":\"rbac.authorization.k8s.io\",\"kind\":\"ClusterRole\",\"name\":\"edit\"}: cannot change roleRef"],
            StrategyRunner.UpdateErrors(strategy, old with { RoleRef = old.RoleRef with { Name = "edit" } }, old));
    }

    [Fact]
    public void QuotasAndRangesNameKnownResources()
    {
        Assert.Equal(
            ["spec.hard[cups]: Invalid value: \"cups\": must be a standard resource type or fully qualified", "spec.hard[cups]: Invalid value: \"cups\": must be a standard resource for quota"],
            StrategyRunner.CreateErrors<ResourceQuota>(new ResourceQuotaStrategy(), "{'metadata':{'name':'q','namespace':'d'},'spec':{'hard':{'cups':'1','pods':'3'}}}"));
        Assert.Equal(
            ["spec.limits[0].min[cpu]: Invalid value: \"2\": min value 2 is greater than max value 1"],
            StrategyRunner.CreateErrors<LimitRange>(new LimitRangeStrategy(), "{'metadata':{'name':'l','namespace':'d'},'spec':{'limits':[{'type':'Pod','min':{'cpu':'2'},'max':{'cpu':'1'}}]}}")
                .Select(static e => e.Replace("value: 2:", "value: \"2\":")));
    }

    [Fact]
    public void NodesShowTheirStateAndRoles()
    {
        var strategy = new NodeStrategy();
        var node = StrategyRunner.Default<Node>(
            strategy,
            """
            {'metadata':{'name':'n','creationTimestamp':'2026-04-01T12:00:00Z','labels':{'node-role.kubernetes.io/control-plane':'','kubernetes.io/role':'x'}},
            'spec':{'unschedulable':true,'podCIDR':'10.1.0.0/24'},
            'status':{'capacity':{'cpu':'2'},'conditions':[{'type':'Ready','status':'True'}],'addresses':[{'type':'InternalIP','address':'192.0.2.1'}],
            'nodeInfo':{'kubeletVersion':'v1.36.0','osImage':'Debian','kernelVersion':'6.1','containerRuntimeVersion':'containerd://1.6'}}}
            """);

        Assert.Equal("n | Ready,SchedulingDisabled | control-plane,x | 30d | v1.36.0 | 192.0.2.1 | <none> | Debian | 6.1 | containerd://1.6", StrategyRunner.Row(strategy, node));
        Assert.Equal("2", node.Status.Allocatable["cpu"].ToString());
        Assert.Equal(["10.1.0.0/24"], node.Spec.PodCIDRs);
        Assert.Equal("true", strategy.SelectableField(node, "spec.unschedulable"));
    }
}
