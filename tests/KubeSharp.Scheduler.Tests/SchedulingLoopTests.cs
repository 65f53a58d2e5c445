using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Scheduler.Tests;

public sealed class SchedulingLoopTests
{
    private readonly SchedulingScenario _scenario = new();

    [Fact]
    public void EmptierNodesComeFirst()
    {
        _scenario.Node("a").Node("b").Pod("running", cpu: "3", node: "a");
        _scenario.Pod("new", cpu: "500m");

        Assert.Equal("b", _scenario.Run().NodeOf("new"));
    }

    [Fact]
    public void WithoutNodesThereIsNothingToPlaceOn()
    {
        _scenario.Pod("p");

        Assert.Equal("no nodes available to schedule pods", _scenario.Run().WhyNot("p"));
    }

    [Fact]
    public void EveryNodeSaysWhyItDoesNotFit()
    {
        _scenario.Node("small", cpu: "1").Node("busy", cpu: "2", pods: "0").Node("tainted", taints: new Taint { Key = "gpu", Value = "yes", Effect = "NoSchedule" });
        _scenario.Pod("p", cpu: "3");

        Assert.Equal(
            "0/3 nodes are available: 1 Too many pods, 1 node(s) had untolerated taint(s), 2 Insufficient cpu." + Preemption(3, 0),
            _scenario.Run().WhyNot("p"));
    }

    [Fact]
    public void ATolerationOpensATaintedNode()
    {
        _scenario.Node("tainted", taints: new Taint { Key = "gpu", Value = "yes", Effect = "NoSchedule" });
        _scenario.Pod("p", spec: spec => spec with { Tolerations = [new Toleration { Key = "gpu", Operator = "Exists" }] });

        Assert.Equal("tainted", _scenario.Run().NodeOf("p"));
    }

    [Fact]
    public void CordonedNodesTakeNoNewPods()
    {
        _scenario.Cordon("a").Pod("p");

        Assert.Equal("0/1 nodes are available: 1 node(s) were unschedulable." + Preemption(1, 0), _scenario.Run().WhyNot("p"));
    }

    [Fact]
    public void TheSelectorPicksTheNode()
    {
        _scenario.Node("a").Node("b", labels: Labels("disk", "ssd"));
        _scenario.Pod("p", spec: spec => spec with { NodeSelector = Labels("disk", "ssd") });
        _scenario.Pod("q", spec: spec => spec with { NodeSelector = Labels("disk", "tape") });
        _scenario.Run();

        Assert.Equal("b", _scenario.NodeOf("p"));
        Assert.Equal("0/2 nodes are available: 2 node(s) didn't match Pod's node affinity/selector." + Preemption(2, 0), _scenario.WhyNot("q"));
    }

    [Fact]
    public void HostPortsAreTakenOnce()
    {
        _scenario.Node("a");
        foreach (var name in new[] { "p", "q" })
        {
            _scenario.Pod(name, spec: spec => spec with { Containers = [spec.Containers[0] with { Ports = [new ContainerPort { ContainerPortValue = 80, HostPort = 8080 }] }] });
        }

        _scenario.Run();
        Assert.Equal("a", _scenario.NodeOf("p"));
        Assert.Equal("0/1 nodes are available: 1 node(s) didn't have free ports for the requested pod ports." + Preemption(1, 1), _scenario.WhyNot("q"));
    }

    [Fact]
    public void AntiAffinityKeepsReplicasApart()
    {
        _scenario.Node("a").Node("b");
        foreach (var name in new[] { "p", "q", "r" })
        {
            _scenario.Pod(name, app: "web", spec: spec => spec with { Affinity = Apart("web") });
        }

        _scenario.Run();
        Assert.Equal(["a", "b"], new[] { _scenario.NodeOf("p"), _scenario.NodeOf("q") }.Order());
        Assert.Equal("0/2 nodes are available: 2 node(s) didn't match pod anti-affinity rules." + Preemption(2, 2), _scenario.WhyNot("r"));
    }

    [Fact]
    public void RunningPodsKeepOthersAway()
    {
        _scenario.Node("a").Pod("quiet", node: "a", spec: spec => spec with { Affinity = Apart("noisy") });
        _scenario.Pod("noisy", app: "noisy");

        Assert.Equal("0/1 nodes are available: 1 node(s) didn't satisfy existing pods anti-affinity rules." + Preemption(1, 1), _scenario.Run().WhyNot("noisy"));
    }

    [Fact]
    public void AffinityFollowsThePodItNames_AndTheFirstOfItsKindMayStart()
    {
        _scenario.Node("a").Node("b").Pod("db", app: "db", node: "b");
        _scenario.Pod("web", app: "web", spec: spec => spec with { Affinity = Together("db") });
        _scenario.Pod("first", app: "peer", spec: spec => spec with { Affinity = Together("peer") });
        _scenario.Pod("lost", app: "x", spec: spec => spec with { Affinity = Together("nobody") });
        _scenario.Run();

        Assert.Equal("b", _scenario.NodeOf("web"));
        Assert.NotNull(_scenario.NodeOf("first"));
        Assert.Equal("0/2 nodes are available: 2 node(s) didn't match pod affinity rules." + Preemption(2, 0), _scenario.WhyNot("lost"));
    }

    [Fact]
    public void SpreadingKeepsTheSkew()
    {
        _scenario.Node("a", labels: Labels("zone", "1")).Node("b", labels: Labels("zone", "2")).Node("c");
        for (var index = 0; index < 4; index++)
        {
            _scenario.Pod($"p{index}", app: "web", spec: Spread);
        }

        _scenario.Run();
        Assert.Equal(["a", "a", "b", "b"], Enumerable.Range(0, 4).Select(index => _scenario.NodeOf($"p{index}")).Order());
    }

    [Fact]
    public void SpreadingNamesTheMissingLabel()
    {
        _scenario.Node("a").Pod("p", app: "web", spec: Spread);

        Assert.Equal(
            "0/1 nodes are available: 1 node(s) didn't match pod topology spread constraints (missing required label)." + Preemption(1, 0),
            _scenario.Run().WhyNot("p"));
    }

    [Fact]
    public void PodsOfOneOwnerAreSpreadOverNodesWithoutAsking()
    {
        _scenario.Node("a", cpu: "16", memory: "64Gi").Node("b", cpu: "8", memory: "32Gi");
        _scenario.Selectors.Selector = Select("web");
        _scenario.Pod("first", app: "web", cpu: "10m", node: "a");
        _scenario.Pod("other", app: "db", cpu: "1", node: "b");
        _scenario.Pod("second", app: "web", cpu: "10m");

        Assert.Equal("b", _scenario.Run().NodeOf("second"));
    }

    [Fact]
    public void ADeletedPodMakesRoomAfterTheBackoff()
    {
        _scenario.Node("a", cpu: "1");
        var old = _scenario.Pod("old", cpu: "1", node: "a");
        _scenario.Pod("new", cpu: "1");
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu." + Preemption(1, 1), _scenario.Run().WhyNot("new"));

        _scenario.Loop.Apply(new ClusterChange.PodRemoved(old));
        Assert.Null(_scenario.Run().NodeOf("new"));
        Assert.Equal(TimeSpan.FromSeconds(1), _scenario.Loop.Queue.NextDue());

        _scenario.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", _scenario.Run().NodeOf("new"));
    }

    [Fact]
    public void AnEventThatCannotHelpWakesNobody()
    {
        _scenario.Node("a", cpu: "1").Pod("p", cpu: "2");
        _scenario.Run();
        _scenario.Time.Advance(TimeSpan.FromSeconds(20));
        _scenario.Loop.Apply(new ClusterChange.NamespaceSet("default", default));

        Assert.False(_scenario.Loop.Step());
    }

    [Fact]
    public void HigherPriorityGoesFirst()
    {
        _scenario.Node("a", cpu: "1");
        _scenario.Pod("low", cpu: "1");
        _scenario.Pod("high", cpu: "1", spec: spec => spec with { Priority = 10 });
        _scenario.Run();

        Assert.Equal("a", _scenario.NodeOf("high"));
        Assert.Null(_scenario.NodeOf("low"));
    }

    [Fact]
    public void GatedPodsWaitForTheirGates()
    {
        _scenario.Node("a");
        var pod = _scenario.Pod("p", spec: spec => spec with { SchedulingGates = [new PodSchedulingGate { Name = "example.org/wait" }] });
        Assert.Null(_scenario.Run().NodeOf("p"));

        _scenario.Loop.Apply(new ClusterChange.PodSet(pod with { Spec = pod.Spec with { SchedulingGates = default } }));
        Assert.Equal("a", _scenario.Run().NodeOf("p"));
    }

    [Fact]
    public void AFailedBindingGivesTheRoomBackAndIsTriedAgain()
    {
        _scenario.Node("a", cpu: "1").Pod("p", cpu: "1");
        _scenario.Run();
        _scenario.Loop.Apply(new ClusterChange.BindingFailed(_scenario.LastBound!, null));
        var first = _scenario.LastBound;
        _scenario.Time.Advance(TimeSpan.FromSeconds(1));
        _scenario.Run();

        Assert.Same(first, _scenario.LastBound);
        Assert.Equal(2, first!.Attempts);
    }

    /// <summary>What is said about preemption when nothing came of it.</summary>
    private static string Preemption(int nodes, int hopeful) => $" preemption: 0/{nodes} nodes are available: "
        + (hopeful == 0 ? $"{nodes} Preemption is not helpful for scheduling."
            : hopeful == nodes ? $"{nodes} No preemption victims found for incoming pod."
            : $"{hopeful} No preemption victims found for incoming pod, {nodes - hopeful} Preemption is not helpful for scheduling.");

    private static PodSpec Spread(PodSpec spec) => spec with
    {
        TopologySpreadConstraints =
        [
            new TopologySpreadConstraint { MaxSkew = 1, TopologyKey = "zone", WhenUnsatisfiable = "DoNotSchedule", LabelSelector = Select("web") },
        ],
    };

    private static Affinity Apart(string app) => new()
    {
        PodAntiAffinity = new PodAntiAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [Term(app)] },
    };

    private static Affinity Together(string app) => new()
    {
        PodAffinity = new PodAffinity { RequiredDuringSchedulingIgnoredDuringExecution = [Term(app)] },
    };

    private static PodAffinityTerm Term(string app) => new() { TopologyKey = "kubernetes.io/hostname", LabelSelector = Select(app) };

    private static LabelSelector Select(string app) => new() { MatchLabels = Labels("app", app) };

    private static ApiMap<string> Labels(string key, string value) => ApiMap<string>.From([new(key, value)]);
}
