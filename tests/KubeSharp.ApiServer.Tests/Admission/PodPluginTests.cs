using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Scheduling.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Admission.Limits;
using KubeSharp.ApiServer.Admission.Namespaces;
using KubeSharp.ApiServer.Admission.Pods;
using KubeSharp.ApiServer.Admission.Quotas;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.ApiServer.Tests.Admission;

public sealed class PodPluginTests
{
    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task NamespaceLifecycle_MissingNamespace_Is404()
    {
        var error = await Assert.ThrowsAsync<ApiException>(() => Admit(new NamespaceLifecycle(_objects), Requests.Create(Pod())));
        Assert.Equal((404, "namespaces \"ns\" not found"), (error.Status.Code, error.Status.Message));
    }

    [Fact]
    public async Task NamespaceLifecycle_Terminating_ForbidsWithCause()
    {
        _objects.Add(new Namespace { Metadata = new ObjectMeta { Name = "ns" }, Status = new NamespaceStatus { Phase = "Terminating" } });
        var error = await Assert.ThrowsAsync<ApiException>(() => Admit(new NamespaceLifecycle(_objects), Requests.Create(Pod())));
        Assert.Equal(
            "pods \"test\" is forbidden: unable to create new content in namespace ns because it is being terminated", error.Status.Message);
        Assert.Equal(
            new StatusCause { Type = "NamespaceTerminating", Message = "namespace ns is being terminated", Field = "metadata.namespace" },
            error.Status.Details!.Causes[0]);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("kube-system")]
    [InlineData("kube-public")]
    public async Task NamespaceLifecycle_SystemNamespaces_StayForever(string name)
    {
        var ns = new Namespace { Metadata = new ObjectMeta { Name = name } };
        var error = await Assert.ThrowsAsync<ApiException>(() => Admit(new NamespaceLifecycle(_objects), Requests.Delete(ns)));
        Assert.Equal($"namespaces \"{name}\" is forbidden: this namespace may not be deleted", error.Status.Message);
    }

    [Fact]
    public async Task ServiceAccount_MountsTheTokenAndCopiesPullSecrets()
    {
        _objects.Add(new ServiceAccount
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "default" },
            ImagePullSecrets = [new LocalObjectReference { Name = "registry" }],
        });
        var pod = await Admitted(new ServiceAccountAdmission(_objects, TimeProvider.System), Pod());
        Assert.Equal("default", pod.Spec.ServiceAccountName);
        Assert.Equal("registry", pod.Spec.ImagePullSecrets[0].Name);
        var volume = Assert.Single(pod.Spec.Volumes);
        Assert.Matches("^kube-api-access-[a-z0-9]{5}$", volume.Name);
        Assert.Equal(3607, volume.Projected!.Sources[0].ServiceAccountToken!.ExpirationSeconds);
        var mount = Assert.Single(pod.Spec.Containers[0].VolumeMounts);
        Assert.Equal((volume.Name, "/var/run/secrets/kubernetes.io/serviceaccount", true), (mount.Name, mount.MountPath, mount.ReadOnly));
    }

    [Fact]
    public async Task ServiceAccount_Automount_CanBeSwitchedOff()
    {
        _objects.Add(new ServiceAccount { Metadata = new ObjectMeta { Namespace = "ns", Name = "default" }, AutomountServiceAccountToken = false });
        Assert.Empty((await Admitted(new ServiceAccountAdmission(_objects, TimeProvider.System), Pod())).Spec.Volumes);
    }

    [Fact]
    public async Task ServiceAccount_Missing_IsForbidden()
    {
        var pod = Pod() with { Spec = Pod().Spec with { ServiceAccountName = "gone" } };
        var error = await Assert.ThrowsAsync<ApiException>(
            () => Admit(new ServiceAccountAdmission(_objects, new FakeTimeProvider()), Requests.Create(pod)));
        Assert.Equal("pods \"test\" is forbidden: error looking up service account ns/gone: serviceaccount \"gone\" not found", error.Status.Message);
    }

    [Fact]
    public async Task ServiceAccount_Default_IsWaitedFor()
    {
        var time = new FakeTimeProvider();
        var admission = Admitted(new ServiceAccountAdmission(_objects, time), Pod());
        Assert.False(admission.IsCompleted);
        _objects.Add(new ServiceAccount { Metadata = new ObjectMeta { Namespace = "ns", Name = "default" } });
        time.Advance(TimeSpan.FromMilliseconds(100));
        Assert.Equal("default", (await admission).Spec.ServiceAccountName);
    }

    [Fact]
    public async Task Priority_ComesFromTheClass()
    {
        _objects.Add(
            new PriorityClass { Metadata = new ObjectMeta { Name = "high" }, Value = 1000, PreemptionPolicy = "Never" },
            new PriorityClass { Metadata = new ObjectMeta { Name = "usual" }, Value = 10, GlobalDefault = true });
        var high = await Admitted(new PriorityAdmission(_objects), Pod() with { Spec = Pod().Spec with { PriorityClassName = "high" } });
        Assert.Equal((1000, "Never"), (high.Spec.Priority, high.Spec.PreemptionPolicy));
        var usual = await Admitted(new PriorityAdmission(_objects), Pod());
        Assert.Equal(("usual", 10), (usual.Spec.PriorityClassName, usual.Spec.Priority));
        var error = await Assert.ThrowsAsync<ApiException>(
            () => Admit(new PriorityAdmission(_objects), Requests.Create(Pod() with { Spec = Pod().Spec with { PriorityClassName = "none" } })));
        Assert.Equal("pods \"test\" is forbidden: no PriorityClass with name none was found", error.Status.Message);
    }

    [Fact]
    public async Task DefaultTolerationSeconds_AddsFiveMinutes()
    {
        var pod = await Admitted(new DefaultTolerationSeconds(300, 300), Pod());
        Assert.Equal(
            [("node.kubernetes.io/not-ready", 300L), ("node.kubernetes.io/unreachable", 300L)],
            pod.Spec.Tolerations.Select(toleration => (toleration.Key, toleration.TolerationSeconds!.Value)));
        Assert.Equal(2, (await Admitted(new DefaultTolerationSeconds(300, 300), pod)).Spec.Tolerations.Count);
    }

    [Fact]
    public async Task LimitRanger_FillsInDefaultsAndHoldsToBounds()
    {
        _objects.Add(new LimitRange
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "limits" },
            Spec = new LimitRangeSpec
            {
                Limits =
                [
                    new LimitRangeItem { Type = "Container", Default = Map("cpu", "200m"), DefaultRequest = Map("cpu", "100m"), Max = Map("cpu", "1") },
                ],
            },
        });
        var plugin = new LimitRanger(_objects);
        var pod = await Admitted(plugin, Pod());
        Assert.Equal("200m", pod.Spec.Containers[0].Resources.Limits["cpu"].ToString());
        Assert.Equal("100m", pod.Spec.Containers[0].Resources.Requests["cpu"].ToString());
        Assert.Equal(
            "LimitRanger plugin set: cpu request for container a; cpu limit for container a",
            pod.Metadata.Annotations["kubernetes.io/limit-ranger"]);

        var large = Pod() with
        {
            Spec = new PodSpec { Containers = [new Container { Name = "a", Resources = new ResourceRequirements { Limits = Map("cpu", "2") } }] },
        };
        var error = await Assert.ThrowsAsync<ApiException>(
            () => plugin.ValidateAsync(Requests.Create(large), TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("pods \"test\" is forbidden: maximum cpu usage per Container is 1, but limit is 2", error.Status.Message);
    }

    [Fact]
    public async Task ResourceQuota_ChargesUntilItIsExceeded()
    {
        _objects.Add(new ResourceQuota
        {
            Metadata = new ObjectMeta { Namespace = "ns", Name = "few" },
            Spec = new ResourceQuotaSpec { Hard = Map("pods", "1") },
            Status = new ResourceQuotaStatus { Hard = Map("pods", "1"), Used = Map("pods", "0") },
        });
        var plugin = new ResourceQuotaAdmission(_objects, [], TimeProvider.System);
        await plugin.ValidateAsync(Requests.Create(Pod(), dryRun: true), TestContext.Current.CancellationToken);
        await plugin.ValidateAsync(Requests.Create(Pod()), TestContext.Current.CancellationToken);
        Assert.Equal("1", _objects.Get<ResourceQuota>("ns", "few")!.Status.Used["pods"].ToString());
        var error = await Assert.ThrowsAsync<ApiException>(
            () => plugin.ValidateAsync(Requests.Create(Pod()), TestContext.Current.CancellationToken).AsTask());
        Assert.Equal("pods \"test\" is forbidden: exceeded quota: few, requested: pods=1, used: pods=1, limited: pods=1", error.Status.Message);
    }

    private static ApiMap<Quantity> Map(string name, string quantity) => default(ApiMap<Quantity>).Set(name, quantity);

    private static Pod Pod() => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = "test" },
        Spec = new PodSpec { Containers = [new Container { Name = "a" }] },
    };

    private static Task Admit(IMutatingAdmissionPlugin plugin, AdmissionContext context) =>
        plugin.AdmitAsync(context, TestContext.Current.CancellationToken).AsTask();

    private static async Task<Pod> Admitted(IMutatingAdmissionPlugin plugin, Pod pod)
    {
        var context = Requests.Create(pod);
        await Admit(plugin, context);
        return (Pod)context.Object!;
    }
}
