using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Policy.V1;

namespace KubeSharp.Scheduler.Tests;

public sealed class PreemptionTests
{
    private readonly SchedulingScenario _scenario = new();

    [Fact]
    public void TheLeastImportantPodsLeave_AndNoMoreThanNeeded()
    {
        _scenario.Node("a", cpu: "3");
        _scenario.Pod("low-1", cpu: "1", node: "a", spec: Priority(1));
        _scenario.Pod("low-2", cpu: "1", node: "a", spec: Priority(2));
        _scenario.Pod("low-3", cpu: "1", node: "a", spec: Priority(3));
        _scenario.Pod("high", cpu: "2", spec: Priority(10));
        _scenario.Run();

        Assert.Equal(["low-1", "low-2"], Victims().Order());
        Assert.Equal("a", _scenario.PromiseTo("high"));
        Assert.Equal("0/1 nodes are available: 1 Insufficient cpu.", _scenario.WhyNot("high"));
    }

    [Fact]
    public void PodsOfTheSamePriorityStay()
    {
        _scenario.Node("a", cpu: "1").Pod("old", cpu: "1", node: "a");
        _scenario.Pod("new", cpu: "1");

        Assert.EndsWith(" preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.", _scenario.Run().WhyNot("new"));
        Assert.Empty(_scenario.Victims);
    }

    [Fact]
    public void APodThatNeverPreemptsWaits()
    {
        _scenario.Node("a", cpu: "1").Pod("old", cpu: "1", node: "a");
        _scenario.Pod("new", cpu: "1", spec: spec => spec with { Priority = 10, PreemptionPolicy = "Never" });

        Assert.EndsWith(" preemption: not eligible due to preemptionPolicy=Never.", _scenario.Run().WhyNot("new"));
        Assert.Empty(_scenario.Victims);
    }

    [Fact]
    public void TheNodeWithTheLowestVictimsIsChosen()
    {
        _scenario.Node("a", cpu: "1").Node("b", cpu: "1");
        _scenario.Pod("five", cpu: "1", node: "a", spec: Priority(5));
        _scenario.Pod("four", cpu: "1", node: "b", spec: Priority(4));
        _scenario.Pod("high", cpu: "1", spec: Priority(10));
        _scenario.Run();

        Assert.Equal(["four"], Victims());
        Assert.Equal("b", _scenario.PromiseTo("high"));
    }

    [Fact]
    public void ABudgetProtectsItsPodsWhereOthersCanGo()
    {
        _scenario.Node("a", cpu: "1").Node("b", cpu: "1");
        _scenario.Loop.Apply(new ClusterChange.BudgetSet(new PodDisruptionBudget
        {
            Metadata = new ObjectMeta { Namespace = "default", Name = "pdb" },
            Spec = new PodDisruptionBudgetSpec { Selector = new LabelSelector { MatchLabels = ApiMap<string>.From([new("app", "db")]) } },
        }));
        _scenario.Pod("db", cpu: "1", app: "db", node: "a", spec: Priority(1));
        _scenario.Pod("web", cpu: "1", app: "web", node: "b", spec: Priority(2));
        _scenario.Pod("high", cpu: "1", spec: Priority(10));
        _scenario.Run();

        Assert.Equal(["web"], Victims());
    }

    [Fact]
    public void RoomThatIsPromisedIsNotGivenToLesserPods()
    {
        _scenario.Node("a", cpu: "1");
        var old = _scenario.Pod("old", cpu: "1", node: "a", spec: Priority(1));
        _scenario.Pod("high", cpu: "1", spec: Priority(10));
        _scenario.Run();
        _scenario.Loop.Apply(new ClusterChange.PodRemoved(old));
        _scenario.Pod("small", cpu: "1");
        Assert.Null(_scenario.Run().NodeOf("small"));

        _scenario.Time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal("a", _scenario.Run().NodeOf("high"));
    }

    [Fact]
    public void NobodyElseHasToGoWhileTheFirstVictimsAreLeaving()
    {
        _scenario.Node("a", cpu: "1").Node("b", cpu: "1");
        _scenario.Pod("x", cpu: "1", node: "b", spec: Priority(5));
        var old = _scenario.Pod("old", cpu: "1", node: "a", spec: Priority(1));
        _scenario.Pod("high", cpu: "1", spec: Priority(10));
        _scenario.Run();
        _scenario.Loop.Apply(new ClusterChange.PodSet(old with
        {
            Metadata = old.Metadata with { DeletionTimestamp = new Time(_scenario.Time.GetUtcNow()) },
            Status = old.Status with { Conditions = [new PodCondition { Type = "DisruptionTarget", Status = "True", Reason = "PreemptionByScheduler" }] },
        }));
        _scenario.Time.Advance(TimeSpan.FromSeconds(1));
        _scenario.Run();

        Assert.Equal(["old"], Victims());
        Assert.EndsWith(" preemption: not eligible due to a terminating pod on the nominated node.", _scenario.WhyNot("high"));
    }

    [Fact]
    public void ANodeThatCouldNeverFitKeepsItsPods()
    {
        _scenario.Node("a", cpu: "1").Pod("old", cpu: "1", node: "a");
        _scenario.Pod("huge", cpu: "2", spec: Priority(10));

        Assert.EndsWith(" preemption: 0/1 nodes are available: 1 Preemption is not helpful for scheduling.", _scenario.Run().WhyNot("huge"));
        Assert.Empty(_scenario.Victims);
    }

    private IEnumerable<string> Victims() => _scenario.Victims.Select(victim => victim.Metadata.Name);

    private static Func<PodSpec, PodSpec> Priority(int priority) => spec => spec with { Priority = priority };
}
