using System.Net;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Flowcontrol.V1;
using KubeSharp.Api.Rbac.V1;
using KubeSharp.ApiServer.Bootstrap;
using KubeSharp.ApiServer.Bootstrap.Rbac;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Bootstrap;

public sealed class ClusterBootstrapTests
{
    private readonly FakeObjects _objects = new();
    private readonly ClusterBootstrap _bootstrap;

    public ClusterBootstrapTests()
    {
        var options = new BootstrapOptions
        {
            ServiceRanges = [IPNetwork.Parse("10.96.0.0/12")],
            AdvertiseAddress = IPAddress.Parse("192.0.2.1"),
            SecurePort = () => 6443,
            ClientCa = "client",
            RequestHeaderCa = "proxy",
        };
        _bootstrap = new ClusterBootstrap(_objects, options, new FakeTimeProvider());
    }

    [Fact]
    public async Task Ensure_SecondTime_WritesNothing()
    {
        await Ensure();
        var writes = _objects.Writes;
        await Ensure();
        Assert.Equal(writes, _objects.Writes);
    }

    [Fact]
    public async Task AggregatedRoles_HoldTheRulesOfTheirParts()
    {
        await Ensure();
        var view = Role("view").Rules;
        var edit = Role("edit").Rules;
        var admin = Role("admin").Rules;
        Assert.Equal(Role("system:aggregate-to-view").Rules, view);
        Assert.All(view, rule => Assert.Contains(rule, edit));
        Assert.All(edit, rule => Assert.Contains(rule, admin));
        Assert.DoesNotContain(view, rule => rule.Resources.Contains("secrets"));
        Assert.Contains(admin, rule => rule.Resources.Contains("rolebindings"));
    }

    [Fact]
    public async Task Ensure_AddsWhatIsMissingAndKeepsWhatWasAdded()
    {
        await Ensure();
        var extra = new PolicyRule { Verbs = ["get"], APIGroups = ["example.org"], Resources = ["things"] };
        var scheduler = Role("system:kube-scheduler");
        _objects.Add(scheduler with { Rules = [extra] });
        await Ensure();
        var restored = Role("system:kube-scheduler").Rules;
        Assert.Contains(extra, restored);
        Assert.Contains(restored, rule => rule.Resources.Contains("pods/binding"));
    }

    [Fact]
    public async Task Ensure_LeavesRolesAloneThatOptOut()
    {
        await Ensure();
        var role = Role("system:kube-dns");
        var own = role with
        {
            Rules = [],
            Metadata = role.Metadata with { Annotations = role.Metadata.Annotations.Set(RbacObjects.AutoUpdateAnnotation, "false") },
        };
        _objects.Add(own);
        await Ensure();
        Assert.Empty(Role("system:kube-dns").Rules);
    }

    [Fact]
    public async Task SystemObjects_AreThere()
    {
        await Ensure();
        Assert.Equal(
            ["default", "kube-node-lease", "kube-public", "kube-system"],
            _objects.List<Namespace>().Select(ns => ns.Metadata.Name).Order(StringComparer.Ordinal));
        Assert.Equal("client", _objects.Get<ConfigMap>("kube-system", "extension-apiserver-authentication")!.Data["client-ca-file"]);
        Assert.Equal(8, _objects.List<PriorityLevelConfiguration>().Count());
        Assert.Equal(13, _objects.List<FlowSchema>().Count());
    }

    [Fact]
    public void EveryBinding_NamesARoleThatExists()
    {
        var clusterRoles = RbacObjects.ClusterRoles.Select(role => role.Metadata.Name).ToHashSet();
        Assert.All(RbacObjects.ClusterRoleBindings, binding => Assert.Contains(binding.RoleRef.Name, clusterRoles));
        var roles = RbacObjects.Roles.Select(role => (role.Metadata.Namespace, role.Metadata.Name)).ToHashSet();
        Assert.All(RbacObjects.RoleBindings, binding => Assert.Contains((binding.Metadata.Namespace, binding.RoleRef.Name), roles));
    }

    [Fact]
    public void Rules_AreSortedAndCoreIsTheEmptyGroup()
    {
        var rule = Rules.Allow("watch get", "core apps", "pods nodes");
        Assert.Equal(["get", "watch"], rule.Verbs);
        Assert.Equal(["", "apps"], rule.APIGroups);
        Assert.Equal(["nodes", "pods"], rule.Resources);
    }

    private Task Ensure() => _bootstrap.EnsureAsync(TestContext.Current.CancellationToken);

    private ClusterRole Role(string name) => _objects.Get<ClusterRole>("", name)!;
}
