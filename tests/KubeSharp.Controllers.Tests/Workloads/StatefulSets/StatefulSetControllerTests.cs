using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Workloads.StatefulSets;

namespace KubeSharp.Controllers.Tests.Workloads.StatefulSets;

public sealed class StatefulSetControllerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public StatefulSetControllerTests() => _harness.Add<StatefulSetController, NamespacedName>(new StatefulSetController(_harness.Context));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task PodsComeOneAfterTheOtherWithNamesAndClaims()
    {
        _harness.Server.Seed(Set(3));
        await _harness.SettleAsync();
        Assert.Equal(["web-0"], Names);

        var pod = Get("web-0");
        Assert.Equal(("web-0", "peers"), (pod.Spec.Hostname, pod.Spec.Subdomain));
        Assert.Equal("web-0", pod.Metadata.Labels["statefulset.kubernetes.io/pod-name"]);
        Assert.Equal("0", pod.Metadata.Labels["apps.kubernetes.io/pod-index"]);
        Assert.Equal(Status.UpdateRevision, pod.Metadata.Labels["controller-revision-hash"]);
        Assert.Equal("data-web-0", Assert.Single(pod.Spec.Volumes).PersistentVolumeClaim!.ClaimName);
        Assert.Equal("web", _harness.Server.Get<PersistentVolumeClaim>("default", "data-web-0").Metadata.Labels["app"]);
        Assert.Equal(
            ["SuccessfulCreate: create Claim data-web-0 Pod web-0 in StatefulSet web success", "SuccessfulCreate: create Pod web-0 in StatefulSet web successful"],
            _harness.Events.All);

        await RunAllAsync();
        Assert.Equal(["web-0", "web-1"], Names);
        await RunAllAsync();
        await RunAllAsync();
        Assert.Equal((3, 3, 3, 3), (Status.Replicas, Status.ReadyReplicas, Status.AvailableReplicas, Status.CurrentReplicas));
    }

    [Fact]
    public async Task InParallelAllComeAndGoAtOnce()
    {
        var set = Set(3);
        _harness.Server.Seed(set with { Spec = set.Spec with { PodManagementPolicy = "Parallel" } });
        await _harness.SettleAsync();
        Assert.Equal(["web-0", "web-1", "web-2"], Names);

        Scale(0);
        await _harness.SettleAsync();
        Assert.Empty(Names);
    }

    [Fact]
    public async Task ScalingDownTakesTheHighestFirstAndWaitsForTheOthersToBeWell()
    {
        await SeedRunningAsync(Set(3));
        _harness.Server.SetPhase(Get("web-0"), "Running", ready: false, _harness.Time.GetUtcNow());
        Scale(1);
        await _harness.SettleAsync();
        Assert.Equal(["web-0", "web-1", "web-2"], Names);

        _harness.Server.SetPhase(Get("web-0"), "Running", ready: true, _harness.Time.GetUtcNow());
        await _harness.SettleAsync();
        Assert.Equal(["web-0"], Names);
        var deletions = _harness.Events.All.Where(static text => text.StartsWith("SuccessfulDelete", StringComparison.Ordinal));
        Assert.Equal(
            ["SuccessfulDelete: delete Pod web-2 in StatefulSet web successful", "SuccessfulDelete: delete Pod web-1 in StatefulSet web successful"],
            deletions);
        Assert.Equal(3, _harness.Server.List<PersistentVolumeClaim>("default").Count);
    }

    [Fact]
    public async Task AnUpdateGoesFromTheTopDownAndWaitsForEachPod()
    {
        await SeedRunningAsync(Set(3));
        var before = Status.CurrentRevision;
        ChangeTemplate("2");
        await _harness.SettleAsync();

        Assert.Equal(before, Get("web-1").Revision());
        Assert.Equal(Status.UpdateRevision, Get("web-2").Revision());
        Assert.Equal((before, 1, 2), (Status.CurrentRevision, Status.UpdatedReplicas, Status.CurrentReplicas));

        for (var i = 0; i < 3; i++)
        {
            await RunAllAsync();
        }

        Assert.Equal((3, Status.UpdateRevision), (Status.UpdatedReplicas, Status.CurrentRevision));
        Assert.All(Pods, pod => Assert.Equal(Status.UpdateRevision, pod.Revision()));
    }

    [Fact]
    public async Task PodsBelowThePartitionStayEvenWhenTheyAreMadeAnew()
    {
        await SeedRunningAsync(Set(3, new() { Type = "RollingUpdate", RollingUpdate = new() { Partition = 2 } }));
        var before = Status.CurrentRevision;
        ChangeTemplate("2");
        for (var i = 0; i < 3; i++)
        {
            await RunAllAsync();
        }

        _harness.Server.Remove<Pod>("default", "web-0");
        await RunAllAsync();

        Assert.Equal([before, before, Status.UpdateRevision], Pods.Select(static pod => pod.Revision()));
        Assert.Equal("1", Get("web-0").Metadata.Annotations["v"]);
        Assert.Equal(before, Status.CurrentRevision);
    }

    [Fact]
    public async Task SeveralMayBeUnavailableIfTheSetSaysSo()
    {
        var set = Set(4, new() { Type = "RollingUpdate", RollingUpdate = new() { Partition = 0, MaxUnavailable = 2 } });
        await SeedRunningAsync(set with { Spec = set.Spec with { PodManagementPolicy = "Parallel" } });
        ChangeTemplate("2");
        await _harness.SettleAsync();

        Assert.Equal((2, 2), (Status.UpdatedReplicas, Status.ReadyReplicas));
    }

    [Fact]
    public async Task OnDeleteWaitsForThePodsToBeDeleted()
    {
        await SeedRunningAsync(Set(2, new() { Type = "OnDelete" }));
        ChangeTemplate("2");
        await _harness.SettleAsync();
        Assert.Equal(0, Status.UpdatedReplicas);

        _harness.Server.Remove<Pod>("default", "web-0");
        await RunAllAsync();
        Assert.Equal("2", Get("web-0").Metadata.Annotations["v"]);
        Assert.Equal("1", Get("web-1").Metadata.Annotations["v"]);
    }

    [Fact]
    public async Task AFailedPodIsMadeAnew()
    {
        await SeedRunningAsync(Set(2));
        var uid = Get("web-0").Metadata.UID;
        _harness.Server.SetPhase(Get("web-0"), "Failed", ready: false, _harness.Time.GetUtcNow());
        await _harness.SettleAsync();

        Assert.NotEqual(uid, Get("web-0").Metadata.UID);
        Assert.Contains("RecreatingFailedPod: StatefulSet default/web is recreating failed Pod web-0", _harness.Events.All);
    }

    [Fact]
    public async Task OrdinalsStartWhereTheSetSays()
    {
        var set = Set(2);
        await SeedRunningAsync(set with { Spec = set.Spec with { Ordinals = new() { Start = 5 } } });

        Assert.Equal(["web-5", "web-6"], Names);
    }

    [Fact]
    public async Task MinReadySecondsHoldTheNextPodBack()
    {
        var set = Set(2);
        _harness.Server.Seed(set with { Spec = set.Spec with { MinReadySeconds = 10 } });
        await _harness.SettleAsync();
        await RunAllAsync();
        Assert.Equal(["web-0"], Names);
        Assert.Equal((1, 0), (Status.ReadyReplicas, Status.AvailableReplicas));

        await _harness.PassAsync(TimeSpan.FromSeconds(11));
        Assert.Equal(["web-0", "web-1"], Names);
    }

    [Fact]
    public async Task ClaimsGoWithWhatThePolicySays()
    {
        var set = Set(2);
        await SeedRunningAsync(set with
        {
            Spec = set.Spec with { PersistentVolumeClaimRetentionPolicy = new() { WhenDeleted = "Delete", WhenScaled = "Delete" } },
        });
        Assert.Equal("web", OwnerOfClaim("data-web-1"));

        var pod = Get("web-1");
        _harness.Server.Change<Pod>("default", "web-1", static value => value with { Metadata = value.Metadata with { Finalizers = ["x/y"] } });
        Scale(1);
        await _harness.SettleAsync();
        Assert.Equal("web-1", OwnerOfClaim("data-web-1"));

        // The claim is the dead pod's: a new one must not take it.
        _harness.Server.Remove<Pod>("default", "web-1");
        Scale(2);
        await _harness.SettleAsync();
        Assert.Equal(["web-0"], Names);
        _harness.Server.Remove<PersistentVolumeClaim>("default", "data-web-1");
        await _harness.SettleAsync();
        Assert.Equal(["web-0", "web-1"], Names);
        Assert.NotEqual(pod.Metadata.UID, Get("web-1").Metadata.UID);
    }

    [Fact]
    public async Task ARollbackTakesTheOldRevisionUpAgain()
    {
        await SeedRunningAsync(Set(1));
        var first = Status.CurrentRevision;
        foreach (var version in new[] { "2", "1" })
        {
            ChangeTemplate(version);
            await RunAllAsync();
            await RunAllAsync();
        }

        Assert.Equal(first, Status.CurrentRevision);
        Assert.Equal(3, _harness.Server.Get<ControllerRevision>("default", first).Revision);
        Assert.Equal(2, _harness.Server.List<ControllerRevision>("default").Count);
    }

    private IReadOnlyList<Pod> Pods => _harness.Server.List<Pod>("default");

    private IEnumerable<string> Names => Pods.Select(static pod => pod.Metadata.Name);

    private StatefulSetStatus Status => _harness.Server.Get<StatefulSet>("default", "web").Status;

    private Pod Get(string name) => _harness.Server.Get<Pod>("default", name);

    private string OwnerOfClaim(string name) =>
        Assert.Single(_harness.Server.Get<PersistentVolumeClaim>("default", name).Metadata.OwnerReferences).Name;

    private async Task SeedRunningAsync(StatefulSet set)
    {
        _harness.Server.Seed(set);
        await _harness.SettleAsync();
        for (var i = 0; i < set.Spec.Replicas; i++)
        {
            await RunAllAsync();
        }
    }

    private async Task RunAllAsync()
    {
        _harness.Server.RunAll(_harness.Time.GetUtcNow());
        await _harness.SettleAsync();
    }

    private void Scale(int replicas) =>
        _harness.Server.Change<StatefulSet>("default", "web", set => set with { Spec = set.Spec with { Replicas = replicas } });

    private void ChangeTemplate(string version) =>
        _harness.Server.Change<StatefulSet>("default", "web", set => set with { Spec = set.Spec with { Template = Template(version) } });

    private static PodTemplateSpec Template(string version) => new()
    {
        Metadata = new() { Labels = ApiMap<string>.From([new("app", "web")]), Annotations = ApiMap<string>.From([new("v", version)]) },
    };

    private static StatefulSet Set(int replicas, StatefulSetUpdateStrategy? strategy = null) => new()
    {
        Metadata = new() { Namespace = "default", Name = "web", UID = "web-uid" },
        Spec = new()
        {
            Replicas = replicas,
            ServiceName = "peers",
            PodManagementPolicy = "OrderedReady",
            Selector = new() { MatchLabels = ApiMap<string>.From([new("app", "web")]) },
            Template = Template("1"),
            UpdateStrategy = strategy ?? new() { Type = "RollingUpdate", RollingUpdate = new() { Partition = 0 } },
            VolumeClaimTemplates = [new() { Metadata = new() { Name = "data" } }],
        },
    };
}
