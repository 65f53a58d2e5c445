using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Admission.Pods;

namespace KubeSharp.ApiServer.Tests.Admission;

/// <summary>Plugins that are off by default and hold pods to the rules of a cluster or namespace.</summary>
public sealed class PodRestrictionTests
{
    private readonly FakeObjects _objects = new();

    [Fact]
    public async Task AntiAffinity_IsLimitedToNodes()
    {
        var plugin = new LimitPodHardAntiAffinityTopology();
        await plugin.ValidateAsync(Requests.Create(Apart("kubernetes.io/hostname")), TestContext.Current.CancellationToken);
        var error = await Refused(plugin, Requests.Create(Apart("topology.kubernetes.io/zone")));
        Assert.Equal(
            "pods \"test\" is forbidden: affinity.PodAntiAffinity.RequiredDuringScheduling has TopologyKey topology.kubernetes.io/zone "
            + "but only key kubernetes.io/hostname is allowed",
            error.Message);
    }

    [Fact]
    public async Task AlwaysPullImages_SetsThePolicyOfEveryContainerAndImageVolume()
    {
        var pod = Pod() with
        {
            Spec = Pod().Spec with
            {
                InitContainers = [new Container { Name = "i", Image = "i", ImagePullPolicy = "Never" }],
                Volumes = [new Volume { Name = "v", Image = new ImageVolumeSource { Reference = "r", PullPolicy = "IfNotPresent" } }],
            },
        };
        var spec = (await Admitted(new AlwaysPullImages(), Requests.Create(pod))).Spec;
        Assert.Equal("Always", spec.Containers[0].ImagePullPolicy);
        Assert.Equal("Always", spec.InitContainers[0].ImagePullPolicy);
        Assert.Equal("Always", spec.Volumes[0].Image!.PullPolicy);
    }

    [Fact]
    public async Task AlwaysPullImages_RefusesWhatOthersMadeOfIt_ButNotOldImages()
    {
        var lax = Pod() with { Spec = new PodSpec { Containers = [new Container { Name = "a", Image = "x", ImagePullPolicy = "IfNotPresent" }] } };
        var error = await Refused(new AlwaysPullImages(), Requests.Create(lax));
        Assert.Equal(
            "pods \"test\" is forbidden: spec.containers[0].imagePullPolicy: Unsupported value: \"IfNotPresent\": supported values: \"Always\"",
            error.Message);
        var update = Requests.Update(lax, lax);
        Assert.Equal(lax, await Admitted(new AlwaysPullImages(), update));
        await new AlwaysPullImages().ValidateAsync(update, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task ExtendedResources_AreTolerated()
    {
        var pod = Pod() with
        {
            Spec = new PodSpec
            {
                Containers =
                [
                    new Container
                    {
                        Name = "a",
                        Resources = new ResourceRequirements { Requests = default(ApiMap<Quantity>).Set("cpu", "1").Set("example.com/gpu", "1") },
                    },
                ],
            },
        };
        var admitted = await Admitted(new ExtendedResourceToleration(), Requests.Create(pod));
        var toleration = Assert.Single(admitted.Spec.Tolerations);
        Assert.Equal(("example.com/gpu", "Exists", "NoSchedule"), (toleration.Key, toleration.Operator, toleration.Effect));
        Assert.Single((await Admitted(new ExtendedResourceToleration(), Requests.Create(admitted))).Spec.Tolerations);
    }

    [Fact]
    public async Task NodeSelector_OfTheNamespace_IsMergedAndWins()
    {
        AddNamespace("scheduler.alpha.kubernetes.io/node-selector", "env=test,team = a");
        var plugin = new PodNodeSelector(_objects, new Dictionary<string, ApiMap<string>>());
        var admitted = await Admitted(plugin, Requests.Create(Selecting("disk", "fast")));
        Assert.Equal(Labels(("disk", "fast"), ("env", "test"), ("team", "a")), admitted.Spec.NodeSelector);
        var error = await Assert.ThrowsAsync<ApiException>(() => Admitted(plugin, Requests.Create(Selecting("env", "production"))));
        Assert.Equal(
            "pods \"test\" is forbidden: pod node label selector conflicts with its namespace node label selector", error.Status.Message);
    }

    [Fact]
    public async Task NodeSelector_DefaultAndWhitelist_ComeFromTheConfiguration()
    {
        AddNamespace("x", "y");
        var plugin = new PodNodeSelector(_objects, new Dictionary<string, ApiMap<string>>
        {
            [PodNodeSelector.ClusterDefault] = Labels(("env", "test")),
            ["ns"] = Labels(("env", "test"), ("disk", "fast")),
        });
        Assert.Equal(Labels(("disk", "fast"), ("env", "test")), (await Admitted(plugin, Requests.Create(Selecting("disk", "fast")))).Spec.NodeSelector);
        var error = await Assert.ThrowsAsync<ApiException>(() => Admitted(plugin, Requests.Create(Selecting("disk", "slow"))));
        Assert.Equal(
            "pods \"test\" is forbidden: pod node label selector labels conflict with its namespace whitelist", error.Status.Message);
    }

    [Fact]
    public async Task Tolerations_OfTheNamespace_AreAdded_AndThoseCoveredFallAway()
    {
        AddNamespace("scheduler.alpha.kubernetes.io/defaultTolerations", """[{"key":"team","operator":"Exists"}]""");
        var plugin = new PodTolerationRestriction(_objects, new PodTolerationOptions(default, default));
        var admitted = await Admitted(plugin, Requests.Create(Tolerating(new Toleration { Key = "team", Operator = "Equal", Value = "a", Effect = "NoSchedule" })));
        Assert.Equal([new Toleration { Key = "team", Operator = "Exists" }], admitted.Spec.Tolerations);
    }

    [Fact]
    public async Task Tolerations_MustBeListed()
    {
        AddNamespace("scheduler.alpha.kubernetes.io/tolerationsWhitelist", """[{"key":"team","operator":"Equal","value":"a"}]""");
        var plugin = new PodTolerationRestriction(_objects, new PodTolerationOptions(default, default));
        await Admitted(plugin, Requests.Create(Tolerating(new Toleration { Key = "team", Operator = "Equal", Value = "a", Effect = "NoSchedule" })));
        var error = await Assert.ThrowsAsync<ApiException>(
            () => Admitted(plugin, Requests.Create(Tolerating(new Toleration { Key = "team", Operator = "Equal", Value = "b" }))));
        Assert.Equal(
            (500, "", "pod tolerations (possibly merged with namespace default tolerations) conflict with its namespace whitelist"),
            (error.Status.Code, error.Status.Reason, error.Status.Message));
    }

    [Fact]
    public async Task Tolerations_OfMemoryPressure_GoToPodsWithRequests()
    {
        AddNamespace("x", "y");
        var plugin = new PodTolerationRestriction(_objects, new PodTolerationOptions([new Toleration { Key = "all", Operator = "Exists" }], default));
        var pod = Pod() with
        {
            Spec = new PodSpec
            {
                Containers = [new Container { Name = "a", Resources = new ResourceRequirements { Requests = default(ApiMap<Quantity>).Set("memory", "1Gi") } }],
            },
        };
        Assert.Equal(
            ["all", "node.kubernetes.io/memory-pressure"],
            (await Admitted(plugin, Requests.Create(pod))).Spec.Tolerations.Select(toleration => toleration.Key));
        Assert.Equal(["all"], (await Admitted(plugin, Requests.Create(Pod()))).Spec.Tolerations.Select(toleration => toleration.Key));
    }

    private static Pod Pod() => new()
    {
        Metadata = new ObjectMeta { Namespace = "ns", Name = "test" },
        Spec = new PodSpec { Containers = [new Container { Name = "a", Image = "x" }] },
    };

    private static Pod Apart(string topologyKey) => Pod() with
    {
        Spec = Pod().Spec with
        {
            Affinity = new Affinity
            {
                PodAntiAffinity = new PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [new PodAffinityTerm { TopologyKey = topologyKey }] },
            },
        },
    };

    private static Pod Selecting(string key, string value) => Pod() with { Spec = Pod().Spec with { NodeSelector = Labels((key, value)) } };

    private static Pod Tolerating(Toleration toleration) => Pod() with { Spec = Pod().Spec with { Tolerations = [toleration] } };

    private static ApiMap<string> Labels(params (string Key, string Value)[] labels) =>
        ApiMap<string>.From(labels.Select(label => KeyValuePair.Create(label.Key, label.Value)));

    private static async Task<Pod> Admitted(IMutatingAdmissionPlugin plugin, AdmissionContext context)
    {
        await plugin.AdmitAsync(context, TestContext.Current.CancellationToken);
        return (Pod)context.Object!;
    }

    private static async Task<Status> Refused(IValidatingAdmissionPlugin plugin, AdmissionContext context) =>
        (await Assert.ThrowsAsync<ApiException>(() => plugin.ValidateAsync(context, TestContext.Current.CancellationToken).AsTask())).Status;

    private void AddNamespace(string annotation, string value) => _objects.Add(
        new Namespace { Metadata = new ObjectMeta { Name = "ns", Annotations = Labels((annotation, value)) } });
}
