using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodStatuses;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Runtime;
using KubeSharp.Kubelet.Tests.Fakes;

namespace KubeSharp.Kubelet.Tests.PodStatuses;

public sealed class PodStatusBuilderTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ProbeResults _probes = new();
    private readonly PodStartState _state = new();

    [Fact]
    public void NewPodIsPendingAndItsContainersAreCreating()
    {
        var status = Build(TestPods.Pod(TestPods.App("a")), TestPods.Nothing);

        Assert.Equal(PodPhase.PodPending, status.Phase);
        Assert.Equal("ContainerCreating", status.ContainerStatuses[0].State.Waiting!.Reason);
        Assert.Equal("containers with unready status: [a]", status.Condition(PodConditionType.ContainersReady)!.Message);
        Assert.Equal("False", status.Condition(PodConditionType.PodReadyToStartContainers)!.Status);
        Assert.Equal(1, status.ObservedGeneration);
    }

    [Fact]
    public void EveryContainerOfANewPodWithInitContainersIsInitializing()
    {
        var pod = TestPods.Pod(TestPods.App("a"));
        var status = Build(pod with { Spec = pod.Spec with { InitContainers = [TestPods.App("first"), TestPods.App("second")] } }, TestPods.Nothing);

        Assert.All([.. status.InitContainerStatuses, .. status.ContainerStatuses], one => Assert.Equal("PodInitializing", one.State.Waiting!.Reason));
    }

    [Fact]
    public void RunningPodIsReady()
    {
        var app = TestPods.App("a");
        var status = Build(TestPods.Pod(app), TestPods.State(TestPods.Running(app)));

        Assert.Equal(PodPhase.PodRunning, status.Phase);
        Assert.Equal("True", status.Condition(PodConditionType.PodReady)!.Status);
        Assert.Equal("10.0.0.5", status.PodIP);
        Assert.Equal("containerd://a-0", status.ContainerStatuses[0].ContainerID);
        Assert.True(status.ContainerStatuses[0] is { Ready: true, Started: true });
    }

    [Fact]
    public void ReadinessProbeDecides()
    {
        var app = TestPods.App("a") with { ReadinessProbe = new Probe() };
        var state = TestPods.State(TestPods.Running(app));

        Assert.False(Build(TestPods.Pod(app), state).ContainerStatuses[0].Ready);
        _probes.Set(TestPods.Id(app), ProbeKind.Readiness, ProbeResult.Success);
        Assert.True(Build(TestPods.Pod(app), state).ContainerStatuses[0].Ready);
    }

    [Fact]
    public void StartupProbeHoldsReadinessBack()
    {
        var app = TestPods.App("a") with { StartupProbe = new Probe() };

        Assert.True(Build(TestPods.Pod(app), TestPods.State(TestPods.Running(app))).ContainerStatuses[0] is { Started: false, Ready: false });
    }

    [Fact]
    public void ReadinessGateHoldsThePodBackButNotItsContainers()
    {
        var app = TestPods.App("a");
        var pod = TestPods.Pod(app);
        var status = Build(
            pod with { Spec = pod.Spec with { ReadinessGates = [new PodReadinessGate { ConditionType = "example.org/ok" }] } },
            TestPods.State(TestPods.Running(app)));

        Assert.Equal("True", status.Condition(PodConditionType.ContainersReady)!.Status);
        Assert.Equal("ReadinessGatesNotReady", status.Condition(PodConditionType.PodReady)!.Reason);
    }

    [Fact]
    public void CrashingContainerShowsItsBackOffAndItsLastEnd()
    {
        var app = TestPods.App("a");
        _state.SetWaiting("a", "CrashLoopBackOff", "back-off 10s");

        var status = Build(TestPods.Pod(app), TestPods.State(TestPods.Exited(app, 3, attempt: 2), TestPods.Exited(app, 1, attempt: 1)));

        Assert.Equal(PodPhase.PodRunning, status.Phase);
        Assert.Equal("CrashLoopBackOff", status.ContainerStatuses[0].State.Waiting!.Reason);
        Assert.Equal(3, status.ContainerStatuses[0].LastTerminationState.Terminated!.ExitCode);
        Assert.Equal(2, status.ContainerStatuses[0].RestartCount);
    }

    [Theory]
    [InlineData(0, PodPhase.PodSucceeded)]
    [InlineData(1, PodPhase.PodFailed)]
    public void EndIsFinalOnlyWhenNothingIsLeft(int exitCode, string phase)
    {
        var app = TestPods.App("a");
        var pod = TestPods.Pod(app);
        pod = pod with { Spec = pod.Spec with { RestartPolicy = RestartPolicy.Never } };
        var state = TestPods.State(TestPods.Exited(app, exitCode));
        var running = pod.Status with { Phase = PodPhase.PodRunning };

        var ending = Build(pod, state, running);
        Assert.Equal(PodPhase.PodRunning, ending.Phase);
        Assert.Equal(phase, Build(pod, state, ending, terminated: true).Phase);
    }

    [Fact]
    public void EvictedPodFailsWithItsReason()
    {
        var app = TestPods.App("a");
        var status = PodStatusBuilder.Build(Input(TestPods.Pod(app), TestPods.State(TestPods.Exited(app, 137)), PodStatus.Empty) with
        {
            Terminated = true,
            Ending = new PodEnding("Evicted", "low on memory", Disruption: true),
        });

        Assert.Equal((PodPhase.PodFailed, "Evicted", "low on memory"), (status.Phase, status.Reason, status.Message));
        Assert.Equal("True", status.Condition(PodConditionType.DisruptionTarget)!.Status);
    }

    [Fact]
    public void ContainerThatVanishedCountsAsARestart()
    {
        var app = TestPods.App("a");
        var pod = TestPods.Pod(app);
        var before = Build(pod, TestPods.State(TestPods.Running(app)));

        var status = Build(pod, TestPods.State(), before);

        Assert.Equal(1, status.ContainerStatuses[0].RestartCount);
        Assert.Equal("ContainerStatusUnknown", status.ContainerStatuses[0].LastTerminationState.Terminated!.Reason);
    }

    [Fact]
    public void TransitionTimeStaysWhileTheConditionDoes()
    {
        var app = TestPods.App("a");
        var pod = TestPods.Pod(app);
        var first = Build(pod, TestPods.State(TestPods.Running(app)));

        var later = PodStatusBuilder.Build(Input(pod, TestPods.State(TestPods.Running(app)), first) with { Now = Now.AddHours(1) });

        Assert.Equal(first, later);
    }

    [Fact]
    public void PatchCarriesOnlyWhatChanged()
    {
        var app = TestPods.App("a");
        var pod = TestPods.Pod(app);
        var before = Build(pod, TestPods.Nothing);
        var after = Build(pod, TestPods.State(TestPods.Running(app)), before);

        Assert.Null(StatusPatch.Between("u", before, before));
        var patch = System.Text.Encoding.UTF8.GetString(StatusPatch.Between("u", before, after)!);
        Assert.StartsWith("{\"metadata\":{\"uid\":\"u\"},\"status\":{", patch);
        Assert.Contains("\"phase\":\"Running\"", patch);
        Assert.DoesNotContain("PodScheduled", patch);
        Assert.DoesNotContain("startTime", patch);
        Assert.Contains("\"reason\":null", patch);
    }

    private PodStatus Build(Pod pod, RuntimePodStatus runtime, PodStatus? previous = null, bool terminated = false) =>
        PodStatusBuilder.Build(Input(pod, runtime, previous ?? pod.Status) with { Terminated = terminated });

    private PodStatusInput Input(Pod pod, RuntimePodStatus runtime, PodStatus previous) =>
        new(pod, runtime, _probes, _state) { Previous = previous, Now = Now, HostIPs = ["192.0.2.1"] };
}
