using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Runtime;
using KubeSharp.Kubelet.Tests.Fakes;

namespace KubeSharp.Kubelet.Tests.Runtime;

public sealed class PodPlannerTests
{
    private readonly ProbeResults _probes = new();

    [Fact]
    public void NewPodGetsASandboxAndAllContainers()
    {
        var plan = PodPlanner.Plan(TestPods.Pod(TestPods.App("a"), TestPods.App("b")), TestPods.Nothing, _probes);

        Assert.True(plan.CreateSandbox);
        Assert.Equal(0u, plan.Attempt);
        Assert.Equal(["a", "b"], Names(plan.Containers));
    }

    [Fact]
    public void NewPodWithInitContainersStartsOnlyTheFirst()
    {
        var plan = PodPlanner.Plan(WithInit(TestPods.App("i1"), TestPods.App("i2")), TestPods.Nothing, _probes);

        Assert.Equal(["i1"], Names(plan.InitContainers));
        Assert.Empty(plan.Containers);
    }

    [Fact]
    public void RunningPodNeedsNothing()
    {
        var app = TestPods.App("a");

        Assert.True(PodPlanner.Plan(TestPods.Pod(app), TestPods.State(TestPods.Running(app)), _probes).Nothing);
    }

    [Theory]
    [InlineData(RestartPolicy.Always, 0, true)]
    [InlineData(RestartPolicy.Always, 1, true)]
    [InlineData(RestartPolicy.OnFailure, 0, false)]
    [InlineData(RestartPolicy.OnFailure, 1, true)]
    [InlineData(RestartPolicy.Never, 0, false)]
    [InlineData(RestartPolicy.Never, 1, false)]
    public void EndedContainerIsRestartedAsThePolicySays(string policy, int exitCode, bool restarts)
    {
        var app = TestPods.App("a");
        var pod = TestPods.Pod(app);

        var plan = PodPlanner.Plan(pod with { Spec = pod.Spec with { RestartPolicy = policy } }, TestPods.State(TestPods.Exited(app, exitCode)), _probes);

        Assert.Equal(restarts ? ["a"] : [], Names(plan.Containers));
        Assert.Equal(!restarts, plan.KillPod);
    }

    [Fact]
    public void ContainerRuleRestartsInAPodThatNeverDoes()
    {
        var app = TestPods.App("a") with
        {
            RestartPolicy = ContainerRestartPolicy.Never,
            RestartPolicyRules =
            [
                new ContainerRestartRule
                {
                    Action = ContainerRestartRuleAction.Restart,
                    ExitCodes = new ContainerRestartRuleOnExitCodes
                    {
                        Operator = ContainerRestartRuleOnExitCodesOperator.ContainerRestartRuleOnExitCodesOpIn,
                        Values = [42],
                    },
                },
            ],
        };
        var pod = TestPods.Pod(app);

        Assert.True(RestartRules.AfterExit(pod, app, 42));
        Assert.False(RestartRules.AfterExit(pod, app, 1));
    }

    [Fact]
    public void ChangedImageRestartsTheContainer()
    {
        var app = TestPods.App("a");

        var plan = PodPlanner.Plan(TestPods.Pod(app with { Image = "image:2" }), TestPods.State(TestPods.Running(app)), _probes);

        var kill = Assert.Single(plan.Kill);
        Assert.Equal("Container a definition changed, will be restarted", kill.Message);
        Assert.Equal(["a"], Names(plan.Containers));
    }

    [Fact]
    public void FailedLivenessRestartsTheContainer()
    {
        var app = TestPods.App("a");
        _probes.Set(TestPods.Id(app), ProbeKind.Liveness, ProbeResult.Failure);

        var plan = PodPlanner.Plan(TestPods.Pod(app), TestPods.State(TestPods.Running(app)), _probes);

        Assert.Equal(KillReason.LivenessProbe, Assert.Single(plan.Kill).Reason);
        Assert.Equal(["a"], Names(plan.Containers));
    }

    [Fact]
    public void DeadSandboxIsReplaced()
    {
        var app = TestPods.App("a");
        var state = TestPods.State(TestPods.Exited(app, 137)) with { Sandboxes = [TestPods.Sandbox("s0", ready: false)] };

        var plan = PodPlanner.Plan(TestPods.Pod(app), state, _probes);

        Assert.True(plan is { KillPod: true, CreateSandbox: true, Attempt: 1, SandboxId: "s0" });
    }

    [Fact]
    public void NextInitContainerFollowsTheOneThatSucceeded()
    {
        var (first, second) = (TestPods.App("i1"), TestPods.App("i2"));

        var plan = PodPlanner.Plan(WithInit(first, second), TestPods.State(TestPods.Exited(first, 0)), _probes);

        Assert.Equal(["i2"], Names(plan.InitContainers));
        Assert.Empty(plan.Containers);
    }

    [Fact]
    public void AppContainersFollowTheLastInitContainer()
    {
        var (first, second) = (TestPods.App("i1"), TestPods.App("i2"));

        var plan = PodPlanner.Plan(WithInit(first, second), TestPods.State(TestPods.Exited(first, 0), TestPods.Exited(second, 0)), _probes);

        Assert.Empty(plan.InitContainers);
        Assert.Equal(["a"], Names(plan.Containers));
    }

    [Fact]
    public void FailedInitContainerEndsAPodThatNeverRestarts()
    {
        var first = TestPods.App("i1");
        var pod = WithInit(first);

        var plan = PodPlanner.Plan(pod with { Spec = pod.Spec with { RestartPolicy = RestartPolicy.Never } }, TestPods.State(TestPods.Exited(first, 1)), _probes);

        Assert.True(plan.KillPod);
        Assert.Empty(plan.InitContainers);
    }

    [Fact]
    public void SidecarWithoutStartupProbeLetsTheRestStart()
    {
        var sidecar = TestPods.Sidecar("side");

        var plan = PodPlanner.Plan(WithInit(sidecar), TestPods.State(TestPods.Running(sidecar)), _probes);

        Assert.Equal(["a"], Names(plan.Containers));
    }

    [Fact]
    public void SidecarHoldsTheRestUntilItsStartupProbeSucceeds()
    {
        var sidecar = TestPods.Sidecar("side") with { StartupProbe = new Probe() };
        var state = TestPods.State(TestPods.Running(sidecar));

        Assert.True(PodPlanner.Plan(WithInit(sidecar), state, _probes).Nothing);
        _probes.Set(TestPods.Id(sidecar), ProbeKind.Startup, ProbeResult.Success);
        Assert.Equal(["a"], Names(PodPlanner.Plan(WithInit(sidecar), state, _probes).Containers));
    }

    [Fact]
    public void EndedSidecarIsRestartedBesideRunningApps()
    {
        var sidecar = TestPods.Sidecar("side");

        var plan = PodPlanner.Plan(WithInit(sidecar), TestPods.State(TestPods.Exited(sidecar, 1), TestPods.Running(TestPods.App("a"))), _probes);

        Assert.Equal(["side"], Names(plan.InitContainers));
        Assert.Empty(plan.Kill);
    }

    [Fact]
    public void DeletedPodStartsNothing()
    {
        var app = TestPods.App("a");
        var pod = TestPods.Pod(app);

        var plan = PodPlanner.Plan(
            pod with { Metadata = pod.Metadata with { DeletionTimestamp = new Time(DateTimeOffset.UnixEpoch) } }, TestPods.State(TestPods.Exited(app, 1)), _probes);

        Assert.Empty(plan.Containers);
    }

    private static Pod WithInit(params Container[] init)
    {
        var pod = TestPods.Pod(TestPods.App("a"));
        return pod with { Spec = pod.Spec with { InitContainers = [.. init] } };
    }

    private static string[] Names(IEnumerable<Container> containers) => [.. containers.Select(static container => container.Name)];
}
