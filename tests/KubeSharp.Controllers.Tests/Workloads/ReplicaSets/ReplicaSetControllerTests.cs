using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Workloads.ReplicaSets;

namespace KubeSharp.Controllers.Tests.Workloads.ReplicaSets;

public sealed class ReplicaSetControllerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public ReplicaSetControllerTests() => _harness.Add<ReplicaSetController, NamespacedName>(new ReplicaSetController(_harness.Context));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task MissingPodsAreCreatedWithOwnerAndEvents()
    {
        _harness.Server.Seed(Set(3));

        await _harness.SettleAsync();

        var pods = _harness.Server.List<Pod>("default");
        Assert.Equal(3, pods.Count);
        Assert.All(pods, static pod => Assert.Equal("web", Assert.Single(pod.Metadata.OwnerReferences).Name));
        Assert.Equal(3, _harness.Events.All.Count(static text => text.StartsWith("SuccessfulCreate: Created pod: web-", StringComparison.Ordinal)));
        Assert.Equal(3, Status.Replicas);
        Assert.Equal(0, Status.ReadyReplicas);
    }

    [Fact]
    public async Task ReadyPodsCountInTheStatus()
    {
        _harness.Server.Seed(Set(2));
        await _harness.SettleAsync();

        _harness.Server.RunAll(_harness.Time.GetUtcNow());
        await _harness.SettleAsync();

        Assert.Equal((2, 2, 2), (Status.Replicas, Status.ReadyReplicas, Status.AvailableReplicas));
        Assert.Equal(1, Status.ObservedGeneration);
    }

    [Fact]
    public async Task PodsAreAvailableAfterMinReadySeconds()
    {
        _harness.Server.Seed(Set(1, minReadySeconds: 10));
        await _harness.SettleAsync();
        _harness.Server.RunAll(_harness.Time.GetUtcNow());
        await _harness.SettleAsync();
        Assert.Equal((1, 0), (Status.ReadyReplicas, Status.AvailableReplicas));

        await _harness.PassAsync(TimeSpan.FromSeconds(11));

        Assert.Equal(1, Status.AvailableReplicas);
    }

    [Fact]
    public async Task SurplusPodsAreDeletedNotReadyOnesFirst()
    {
        _harness.Server.Seed(Set(3));
        await _harness.SettleAsync();
        _harness.Server.RunAll(_harness.Time.GetUtcNow());
        var weak = _harness.Server.List<Pod>("default")[1];
        _harness.Server.SetPhase(weak, "Running", ready: false, _harness.Time.GetUtcNow());
        await _harness.SettleAsync();

        _harness.Server.Change<ReplicaSet>("default", "web", static set => set with { Spec = set.Spec with { Replicas = 2 } });
        await _harness.SettleAsync();

        Assert.Equal(2, _harness.Server.List<Pod>("default").Count);
        Assert.Null(_harness.Server.Find<Pod>("default", weak.Metadata.Name));
    }

    [Fact]
    public async Task ADeletedOrFailedPodIsReplaced()
    {
        _harness.Server.Seed(Set(2));
        await _harness.SettleAsync();
        _harness.Server.RunAll(_harness.Time.GetUtcNow());
        var pods = _harness.Server.List<Pod>("default");

        _harness.Server.Remove<Pod>("default", pods[0].Metadata.Name);
        _harness.Server.SetPhase(pods[1], "Failed", ready: false, _harness.Time.GetUtcNow());
        await _harness.SettleAsync();

        Assert.Equal(2, _harness.Server.List<Pod>("default").Count(static pod => pod.Status.Phase != "Failed"));
    }

    [Fact]
    public async Task AnOrphanThatMatchesIsAdoptedInsteadOfCreatingOne()
    {
        _harness.Server.Seed(new Pod { Metadata = new() { Namespace = "default", Name = "stray", Labels = Labels } });
        _harness.Server.Seed(Set(1));

        await _harness.SettleAsync();

        var pod = Assert.Single(_harness.Server.List<Pod>("default"));
        Assert.Equal("web", Assert.Single(pod.Metadata.OwnerReferences).Name);
    }

    [Fact]
    public async Task APodThatNoLongerMatchesIsReleasedAndReplaced()
    {
        _harness.Server.Seed(Set(1));
        await _harness.SettleAsync();
        var name = Assert.Single(_harness.Server.List<Pod>("default")).Metadata.Name;

        _harness.Server.Change<Pod>("default", name, static pod => pod with { Metadata = pod.Metadata with { Labels = default } });
        await _harness.SettleAsync();

        Assert.Empty(_harness.Server.Get<Pod>("default", name).Metadata.OwnerReferences);
        Assert.Equal(2, _harness.Server.List<Pod>("default").Count);
    }

    [Fact]
    public async Task ARefusedCreationIsReportedAndRetried()
    {
        _harness.Server.BeforeRequest = static request =>
        {
            if (request is { Verb: ApiVerb.Create, Resource.Name: "pods" })
            {
                throw ApiErrors.Forbidden("", "pods", "web", "exceeded quota");
            }
        };
        _harness.Server.Seed(Set(8));
        await _harness.SettleAsync();
        var condition = Assert.Single(Status.Conditions);
        Assert.Equal(("ReplicaFailure", "True", "FailedCreate"), (condition.Type, condition.Status, condition.Reason));
        // One pod is tried, and one more since the status changed: not eight.
        Assert.Equal(2, _harness.Events.All.Count(static text => text.StartsWith("FailedCreate: Error creating: ", StringComparison.Ordinal)));

        _harness.Server.BeforeRequest = null;
        await _harness.PassAsync(TimeSpan.FromSeconds(1));
        await _harness.SettleAsync();

        Assert.Equal(8, _harness.Server.List<Pod>("default").Count);
        Assert.Empty(Status.Conditions);
    }

    [Fact]
    public async Task NothingIsCreatedTwiceWhileTheCacheIsBehind()
    {
        var creations = 0;
        _harness.Server.BeforeRequest = request => creations += request is { Verb: ApiVerb.Create, Resource.Name: "pods" } ? 1 : 0;
        _harness.Server.Seed(Set(5));

        for (var i = 0; i < 5; i++)
        {
            _harness.Server.Change<ReplicaSet>("default", "web", set => set with
            {
                Metadata = set.Metadata with { Annotations = set.Metadata.Annotations.Set("touched", $"{i}") },
            });
            await _harness.SettleAsync();
        }

        Assert.Equal(5, creations);
    }

    private static ApiMap<string> Labels => ApiMap<string>.From([new("app", "web")]);

    private ReplicaSetStatus Status => _harness.Server.Get<ReplicaSet>("default", "web").Status;

    private static ReplicaSet Set(int replicas, int minReadySeconds = 0) => new()
    {
        Metadata = new() { Namespace = "default", Name = "web", UID = "web-uid" },
        Spec = new ReplicaSetSpec
        {
            Replicas = replicas,
            MinReadySeconds = minReadySeconds,
            Selector = new LabelSelector { MatchLabels = Labels },
            Template = new PodTemplateSpec { Metadata = new() { Labels = Labels } },
        },
    };
}
