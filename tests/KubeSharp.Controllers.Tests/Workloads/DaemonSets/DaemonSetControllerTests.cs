using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Workloads.DaemonSets;

namespace KubeSharp.Controllers.Tests.Workloads.DaemonSets;

public sealed class DaemonSetControllerTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public DaemonSetControllerTests() => _harness.Add<DaemonSetController, NamespacedName>(new DaemonSetController(_harness.Context));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task EveryNodeGetsOneDaemonOfItsOwn()
    {
        SeedNodes(3);
        _harness.Server.Seed(Set());

        await _harness.SettleAsync();

        Assert.Equal(["node-0", "node-1", "node-2"], Pods.Select(DaemonPodTemplate.TargetNode).Order());
        var pod = Pods[0];
        Assert.Equal(6, pod.Spec.Tolerations.Count);
        Assert.Equal("1", pod.Metadata.Labels["pod-template-generation"]);
        Assert.Equal(Assert.Single(Revisions).Metadata.Labels["controller-revision-hash"], pod.Metadata.Labels["controller-revision-hash"]);
        Assert.Equal((3, 3, 0), (Status.DesiredNumberScheduled, Status.CurrentNumberScheduled, Status.NumberReady));

        RunAll();
        await _harness.SettleAsync();
        Assert.Equal((3, 3, 0, 3), (Status.NumberReady, Status.NumberAvailable, Status.NumberUnavailable, Status.UpdatedNumberScheduled));
    }

    [Fact]
    public async Task InANamespaceThatIsBeingDeletedNothingIsTriedAgain()
    {
        var refusals = 0;
        _harness.Server.BeforeRequest = request =>
        {
            if (request.Verb == ApiVerb.Create)
            {
                refusals++;
                var refusal = ApiErrors.Forbidden(request.Resource.Group, request.Resource.Name, "x", "the namespace is being terminated").Status;
                throw new ApiException(refusal with { Details = refusal.Details! with { Causes = [new StatusCause { Type = "NamespaceTerminating" }] } });
            }
        };
        SeedNodes(1);
        _harness.Server.Seed(Set());
        await _harness.SettleAsync();
        Assert.True(refusals > 0);

        refusals = 0;
        _harness.Time.Advance(TimeSpan.FromMinutes(10));
        await _harness.SettleAsync();
        Assert.Equal(0, refusals);
        Assert.Empty(_harness.Events.All);
    }

    [Fact]
    public async Task OnlyNodesThatFitGetOne()
    {
        SeedNode("plain");
        SeedNode("fast", labels: [new("disk", "ssd")]);
        SeedNode("reserved", labels: [new("disk", "ssd")], taint: new Taint { Key = "team", Value = "a", Effect = "NoSchedule" });
        var set = Set();
        _harness.Server.Seed(set with
        {
            Spec = set.Spec with { Template = set.Spec.Template with { Spec = new() { NodeSelector = ApiMap<string>.From([new("disk", "ssd")]) } } },
        });

        await _harness.SettleAsync();
        Assert.Equal(["fast"], Pods.Select(DaemonPodTemplate.TargetNode));

        _harness.Server.Change<Node>("", "plain", static node => node with
        {
            Metadata = node.Metadata with { Labels = node.Metadata.Labels.Set("disk", "ssd") },
        });
        await _harness.SettleAsync();
        Assert.Equal(["fast", "plain"], Pods.Select(DaemonPodTemplate.TargetNode).Order());
    }

    [Theory]
    [InlineData("NoSchedule", true)]
    [InlineData("NoExecute", false)]
    public async Task ATaintThatComesLaterDrivesADaemonAwayOnlyIfItSaysSo(string effect, bool stays)
    {
        SeedNodes(1);
        _harness.Server.Seed(Set());
        await _harness.SettleAsync();

        _harness.Server.Change<Node>("", "node-0", node => node with { Spec = node.Spec with { Taints = [new Taint { Key = "x", Effect = effect }] } });
        await _harness.SettleAsync();

        Assert.Equal(stays, Pods.Count == 1);
        Assert.Equal((0, stays ? 1 : 0), (Status.DesiredNumberScheduled, Status.NumberMisscheduled));
    }

    [Fact]
    public async Task AFailedDaemonIsReplacedWithBackOff()
    {
        SeedNode("node-1");
        _harness.Server.Seed(Set());
        await _harness.SettleAsync();
        Fail();
        await _harness.SettleAsync();
        Assert.Equal("", Assert.Single(Pods).Status.Phase);
        Assert.Contains(_harness.Events.All, static text => text.StartsWith("FailedDaemonPod: Found failed daemon pod default/", StringComparison.Ordinal));

        Fail();
        await _harness.SettleAsync();
        Assert.Equal("Failed", Assert.Single(Pods).Status.Phase);
        await _harness.PassAsync(TimeSpan.FromSeconds(2));
        Assert.Equal("", Assert.Single(Pods).Status.Phase);

        void Fail() => _harness.Server.SetPhase(Pods[0], "Failed", ready: false, _harness.Time.GetUtcNow());
    }

    [Fact]
    public async Task ARollingUpdateReplacesAsManyAsMayBeUnavailable()
    {
        SeedNodes(4);
        _harness.Server.Seed(Set(new() { Type = "RollingUpdate", RollingUpdate = new() { MaxUnavailable = 2, MaxSurge = 0 } }));
        await _harness.SettleAsync();
        RunAll();
        await _harness.SettleAsync();

        ChangeTemplate("2");
        await _harness.SettleAsync();
        Assert.Equal((2, 2), (Status.UpdatedNumberScheduled, Status.NumberAvailable));
        Assert.Equal(2, Revisions.Count);

        RunAll();
        await _harness.SettleAsync();
        Assert.Equal(4, Status.UpdatedNumberScheduled);
    }

    [Fact]
    public async Task WithSurgeTheNewDaemonComesFirst()
    {
        SeedNodes(2);
        _harness.Server.Seed(Set(new() { Type = "RollingUpdate", RollingUpdate = new() { MaxUnavailable = 0, MaxSurge = 1 } }));
        await _harness.SettleAsync();
        RunAll();
        await _harness.SettleAsync();

        ChangeTemplate("2");
        await _harness.SettleAsync();
        Assert.Equal(3, Pods.Count);
        Assert.Equal(2, Status.NumberAvailable);

        RunAll();
        await _harness.SettleAsync();
        Assert.Equal(3, Pods.Count);
        RunAll();
        await _harness.SettleAsync();
        Assert.Equal((2, 2), (Pods.Count, Status.UpdatedNumberScheduled));
    }

    [Fact]
    public async Task OnDeleteWaitsForThePodsToBeDeleted()
    {
        SeedNodes(1);
        _harness.Server.Seed(Set(new() { Type = "OnDelete" }));
        await _harness.SettleAsync();
        RunAll();
        ChangeTemplate("2");
        await _harness.SettleAsync();
        Assert.Equal(0, Status.UpdatedNumberScheduled);

        _harness.Server.Remove<Pod>("default", Pods[0].Metadata.Name);
        await _harness.SettleAsync();
        Assert.Equal(1, Status.UpdatedNumberScheduled);
    }

    [Fact]
    public async Task ARollbackGivesTheOldRevisionANewNumberAndHistoryIsBounded()
    {
        SeedNodes(1);
        var set = Set(new() { Type = "OnDelete" });
        _harness.Server.Seed(set with { Spec = set.Spec with { RevisionHistoryLimit = 1 } });
        await _harness.SettleAsync();
        foreach (var version in new[] { "2", "3", "1" })
        {
            ChangeTemplate(version);
            await _harness.SettleAsync();
            foreach (var pod in Pods)
            {
                _harness.Server.Remove<Pod>("default", pod.Metadata.Name);
            }

            await _harness.SettleAsync();
        }

        Assert.Equal([3L, 4L], Revisions.Select(static revision => revision.Revision).Order());
        Assert.Contains("\"v\":\"1\"", Revisions.MaxBy(static revision => revision.Revision)!.Data.ToString(), StringComparison.Ordinal);
    }

    private IReadOnlyList<Pod> Pods => _harness.Server.List<Pod>("default");

    private IReadOnlyList<ControllerRevision> Revisions => _harness.Server.List<ControllerRevision>("default");

    private DaemonSetStatus Status => _harness.Server.Get<DaemonSet>("default", "agent").Status;

    private void SeedNodes(int count)
    {
        for (var i = 0; i < count; i++)
        {
            SeedNode($"node-{i}");
        }
    }

    private void SeedNode(string name, IEnumerable<KeyValuePair<string, string>>? labels = null, Taint? taint = null) => _harness.Server.Seed(new Node
    {
        Metadata = new() { Name = name, Labels = ApiMap<string>.From(labels ?? []) },
        Spec = new() { Taints = taint is null ? [] : [taint] },
    });

    /// <summary>Binds all daemons to their nodes and makes them run.</summary>
    private void RunAll()
    {
        foreach (var pod in Pods.Where(static pod => pod.Spec.NodeName.Length == 0))
        {
            _harness.Server.Change<Pod>("default", pod.Metadata.Name, static value => value with
            {
                Spec = value.Spec with { NodeName = DaemonPodTemplate.TargetNode(value) },
            });
        }

        _harness.Server.RunAll(_harness.Time.GetUtcNow());
    }

    private void ChangeTemplate(string version) => _harness.Server.Change<DaemonSet>("default", "agent", set => set with
    {
        Metadata = set.Metadata with { Annotations = set.Metadata.Annotations.Set("deprecated.daemonset.template.generation", version + "0") },
        Spec = set.Spec with { Template = Template(version) },
    });

    private static PodTemplateSpec Template(string version) => new()
    {
        Metadata = new() { Labels = ApiMap<string>.From([new("app", "agent")]), Annotations = ApiMap<string>.From([new("v", version)]) },
    };

    private static DaemonSet Set(DaemonSetUpdateStrategy? strategy = null) => new()
    {
        Metadata = new()
        {
            Namespace = "default",
            Name = "agent",
            UID = "agent-uid",
            Annotations = ApiMap<string>.From([new("deprecated.daemonset.template.generation", "1")]),
        },
        Spec = new()
        {
            Selector = new() { MatchLabels = ApiMap<string>.From([new("app", "agent")]) },
            Template = Template("1"),
            UpdateStrategy = strategy ?? new() { Type = "RollingUpdate", RollingUpdate = new() { MaxUnavailable = 1, MaxSurge = 0 } },
        },
    };
}
