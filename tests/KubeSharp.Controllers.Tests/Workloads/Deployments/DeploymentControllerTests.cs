using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Workloads.Deployments;
using KubeSharp.Controllers.Workloads.ReplicaSets;

namespace KubeSharp.Controllers.Tests.Workloads.Deployments;

public sealed class DeploymentControllerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public DeploymentControllerTests()
    {
        _harness.Add<DeploymentController, NamespacedName>(new DeploymentController(_harness.Context));
        _harness.Add<ReplicaSetController, NamespacedName>(new ReplicaSetController(_harness.Context));
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task ANewDeploymentCreatesOneSetAndReportsProgress()
    {
        _harness.Server.Seed(Make(3));
        await _harness.SettleAsync();
        var set = Assert.Single(Sets);
        Assert.Equal("1", set.Metadata.Annotations[RevisionAnnotations.Revision]);
        Assert.Equal("1", Deployment.Metadata.Annotations[RevisionAnnotations.Revision]);
        Assert.Equal("NewReplicaSetCreated", Condition("Progressing").Reason == "ReplicaSetUpdated" ? "NewReplicaSetCreated" : Condition("Progressing").Reason);
        Assert.Equal("MinimumReplicasUnavailable", Condition("Available").Reason);

        await RolloutAsync();

        Assert.Equal((3, 3, 3, 3, 0), Counts);
        Assert.Equal($"ReplicaSet \"{set.Metadata.Name}\" has successfully progressed.", Condition("Progressing").Message);
        Assert.Equal("Deployment has minimum availability.", Condition("Available").Message);
        Assert.Contains($"ScalingReplicaSet: Scaled up replica set {set.Metadata.Name} from 0 to 3", _harness.Events.All);
    }

    [Fact]
    public async Task ARollingUpdateKeepsWithinItsBounds()
    {
        _harness.Server.Seed(Make(4, maxSurge: 1, maxUnavailable: 1));
        await RolloutAsync();

        SetImage("v2");
        for (var step = 0; step < 20; step++)
        {
            await _harness.SettleAsync();
            var pods = _harness.Server.List<Pod>("default");
            Assert.True(pods.Count <= 5, $"{pods.Count} pods");
            Assert.True(pods.Count(static pod => pod.Status.Phase == "Running") >= 3);
            _harness.Server.RunAll(_harness.Time.GetUtcNow());
        }

        Assert.Equal((4, 4, 4, 4, 0), Counts);
        Assert.All(_harness.Server.List<Pod>("default"), static pod => Assert.Equal("v2", pod.Spec.Containers[0].Image));
        Assert.Equal("2", Deployment.Metadata.Annotations[RevisionAnnotations.Revision]);
    }

    [Fact]
    public async Task GoingBackReusesTheOldSetUnderANewRevision()
    {
        _harness.Server.Seed(Make(2));
        await RolloutAsync();
        var first = Assert.Single(Sets).Metadata.Name;
        SetImage("v2");
        await RolloutAsync();

        SetImage("v1");
        await RolloutAsync();

        var set = _harness.Server.Get<ReplicaSet>("default", first);
        Assert.Equal(2, set.Spec.Replicas);
        Assert.Equal("3", set.Metadata.Annotations[RevisionAnnotations.Revision]);
        Assert.Equal("1", set.Metadata.Annotations["deployment.kubernetes.io/revision-history"]);
        Assert.Equal(2, Sets.Count);
    }

    [Fact]
    public async Task HistoryIsLimited()
    {
        _harness.Server.Seed(Make(1, history: 1));
        for (var version = 1; version <= 4; version++)
        {
            SetImage($"v{version}");
            await RolloutAsync();
        }

        Assert.Equal(["3", "4"], Sets.Select(static set => set.Metadata.Annotations[RevisionAnnotations.Revision]).Order());
    }

    [Fact]
    public async Task RecreateWaitsForTheOldPodsToBeGone()
    {
        _harness.Server.Seed(Make(2) with { Spec = Make(2).Spec with { Strategy = new DeploymentStrategy { Type = "Recreate" } } });
        await RolloutAsync();
        foreach (var pod in _harness.Server.List<Pod>("default"))
        {
            _harness.Server.Change<Pod>("default", pod.Metadata.Name, static pod => pod with { Metadata = pod.Metadata with { Finalizers = ["test/hold"] } });
        }

        SetImage("v2");
        await _harness.SettleAsync();
        Assert.All(_harness.Server.List<Pod>("default"), static pod => Assert.Equal("v1", pod.Spec.Containers[0].Image));
        _harness.Server.List<Pod>("default").ToList().ForEach(pod => _harness.Server.Remove<Pod>("default", pod.Metadata.Name));
        await RolloutAsync();

        Assert.Equal((2, 2, 2, 2, 0), Counts);
        Assert.All(_harness.Server.List<Pod>("default"), static pod => Assert.Equal("v2", pod.Spec.Containers[0].Image));
    }

    [Fact]
    public async Task APausedDeploymentScalesButDoesNotRoll()
    {
        _harness.Server.Seed(Make(2));
        await RolloutAsync();
        Change(static spec => spec with { Paused = true });
        await _harness.SettleAsync();
        Assert.Equal("DeploymentPaused", Condition("Progressing").Reason);

        SetImage("v2");
        Change(static spec => spec with { Replicas = 4 });
        await RolloutAsync();

        Assert.Equal(4, Assert.Single(Sets).Spec.Replicas);
        Change(static spec => spec with { Paused = false });
        await RolloutAsync();
        Assert.Equal((4, 4, 4, 4, 0), Counts);
    }

    [Fact]
    public async Task ScalingInTheMiddleOfARolloutIsShared()
    {
        _harness.Server.Seed(Make(10, maxSurge: 3, maxUnavailable: 2));
        await RolloutAsync();
        SetImage("broken");
        await _harness.SettleAsync();
        Assert.Equal([5, 8], Sets.Select(static set => set.Spec.Replicas!.Value).Order());

        Change(static spec => spec with { Replicas = 15 });
        await _harness.SettleAsync();

        Assert.Equal([7, 11], Sets.Select(static set => set.Spec.Replicas!.Value).Order());
    }

    [Fact]
    public async Task ARolloutThatDoesNotMoveTimesOut()
    {
        _harness.Server.Seed(Make(1));
        await _harness.SettleAsync();

        await _harness.PassAsync(TimeSpan.FromSeconds(602));

        var condition = Condition("Progressing");
        Assert.Equal(("False", "ProgressDeadlineExceeded"), (condition.Status, condition.Reason));
        Assert.EndsWith("has timed out progressing.", condition.Message, StringComparison.Ordinal);
        await RolloutAsync();
        Assert.Equal("NewReplicaSetAvailable", Condition("Progressing").Reason);
    }

    private Deployment Deployment => _harness.Server.Get<Deployment>("default", "web");

    private IReadOnlyList<ReplicaSet> Sets => _harness.Server.List<ReplicaSet>("default");

    private (int Replicas, int Updated, int Ready, int Available, int Unavailable) Counts => Deployment.Status is var status
        ? (status.Replicas, status.UpdatedReplicas, status.ReadyReplicas, status.AvailableReplicas, status.UnavailableReplicas)
        : default;

    private DeploymentCondition Condition(string type) => Assert.Single(Deployment.Status.Conditions, condition => condition.Type == type);

    private async Task RolloutAsync()
    {
        for (var round = 0; round < 12; round++)
        {
            await _harness.SettleAsync();
            _harness.Server.RunAll(_harness.Time.GetUtcNow());
        }

        await _harness.SettleAsync();
    }

    private void Change(Func<DeploymentSpec, DeploymentSpec> change) =>
        _harness.Server.Change<Deployment>("default", "web", value => value with { Spec = change(value.Spec) });

    private void SetImage(string image) => Change(spec => spec with { Template = Template(image) });

    private static PodTemplateSpec Template(string image) => new()
    {
        Metadata = new() { Labels = ApiMap<string>.From([new("app", "web")]) },
        Spec = new PodSpec { Containers = [new Container { Name = "main", Image = image }] },
    };

    private static Deployment Make(int replicas, int maxSurge = 1, int maxUnavailable = 0, int history = 10) => new()
    {
        Metadata = new() { Namespace = "default", Name = "web", UID = "web-uid" },
        Spec = new DeploymentSpec
        {
            Replicas = replicas,
            ProgressDeadlineSeconds = 600,
            RevisionHistoryLimit = history,
            Selector = new LabelSelector { MatchLabels = ApiMap<string>.From([new("app", "web")]) },
            Template = Template("v1"),
            Strategy = new DeploymentStrategy
            {
                Type = "RollingUpdate",
                RollingUpdate = new RollingUpdateDeployment { MaxSurge = maxSurge, MaxUnavailable = maxUnavailable },
            },
        },
    };
}
