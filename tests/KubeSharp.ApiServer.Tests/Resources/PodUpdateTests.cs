using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Core;

namespace KubeSharp.ApiServer.Tests.Resources;

public sealed class PodUpdateTests
{
    private const string Updatable =
        "spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)";

    private static readonly PodStrategy Strategy = new();

    private static readonly Pod Old = StrategyRunner.Create<Pod>(
        Strategy,
        "{'metadata':{'name':'p','namespace':'d'},'spec':{'activeDeadlineSeconds':100,'tolerations':[{'key':'a','operator':'Exists'}],'containers':[{'name':'c','image':'x:1'}]}}");

    [Fact]
    public void TheImageMayChangeAndRaisesTheGeneration()
    {
        var pod = Old with { Spec = Old.Spec with { Containers = [Old.Spec.Containers[0] with { Image = "x:2" }] } };
        var updated = (Pod)Strategy.PrepareForUpdate(StrategyRunner.Context(), pod, Old);

        Assert.Equal(2, updated.Metadata.Generation);
        Assert.Empty(StrategyRunner.UpdateErrors(Strategy, pod, Old));
    }

    [Fact]
    public void TheStatusIsNotPartOfAnUpdate()
    {
        var pod = Old with { Status = Old.Status with { Phase = "Failed" } };

        Assert.Equal("Pending", ((Pod)Strategy.PrepareForUpdate(StrategyRunner.Context(), pod, Old)).Status.Phase);
    }

    [Fact]
    public void OtherFieldsMayNotChange() => Assert.Equal(
        [Updatable],
        StrategyRunner.UpdateErrors(Strategy, Old with { Spec = Old.Spec with { NodeSelector = Old.Spec.NodeSelector.Set("a", "b") } }, Old));

    [Fact]
    public void TolerationsMayBeAddedButNotChanged()
    {
        var added = Old with { Spec = Old.Spec with { Tolerations = Old.Spec.Tolerations.Add(new Toleration { Operator = "Exists" }) } };
        var changed = Old with { Spec = Old.Spec with { Tolerations = [new Toleration { Key = "b", Operator = "Exists" }] } };

        Assert.Empty(StrategyRunner.UpdateErrors(Strategy, added, Old));
        Assert.Equal(
            ["spec.tolerations: Forbidden: existing toleration can not be modified except its tolerationSeconds"],
            StrategyRunner.UpdateErrors(Strategy, changed, Old));
    }

    [Fact]
    public void TheDeadlineMayOnlyShrink()
    {
        Assert.Empty(StrategyRunner.UpdateErrors(Strategy, Old with { Spec = Old.Spec with { ActiveDeadlineSeconds = 50 } }, Old));
        Assert.Equal(
            ["spec.activeDeadlineSeconds: Invalid value: 200: must be less than or equal to previous value"],
            StrategyRunner.UpdateErrors(Strategy, Old with { Spec = Old.Spec with { ActiveDeadlineSeconds = 200 } }, Old));
    }

    [Fact]
    public void SchedulingGatesMayOnlyGo()
    {
        var gated = Old with { Spec = Old.Spec with { SchedulingGates = [new PodSchedulingGate { Name = "a" }] } };

        Assert.Empty(StrategyRunner.UpdateErrors(Strategy, Old, gated));
        Assert.Contains(
            "spec.schedulingGates[0].name: Forbidden: only deletion is allowed, but found new scheduling gate 'a'",
            StrategyRunner.UpdateErrors(Strategy, gated, Old));
        Assert.Empty(StrategyRunner.UpdateErrors(
            Strategy, gated with { Spec = gated.Spec with { NodeSelector = gated.Spec.NodeSelector.Set("a", "b") } }, gated));
    }

    [Fact]
    public void IdentityIsImmutable() => Assert.Equal(
        ["metadata.uid: Invalid value: \"u2\": field is immutable"],
        StrategyRunner.UpdateErrors(Strategy, Old with { Metadata = Old.Metadata with { UID = "u2" } }, Old));

    [Fact]
    public void AStatusUpdateKeepsTheSpecAndTheOwners()
    {
        var pod = Old with
        {
            Spec = Old.Spec with { NodeName = "n" },
            Status = new PodStatus { Phase = "Running", QOSClass = "BestEffort", PodIPs = [new PodIP { IP = "x" }] },
        };
        var prepared = (Pod)Strategy.PrepareForStatusUpdate(StrategyRunner.Context(), pod, Old);
        var errors = new ErrorList();
        Strategy.ValidateStatusUpdate(StrategyRunner.Context(), prepared, Old, errors);

        Assert.Equal("", prepared.Spec.NodeName);
        Assert.Equal("Running", prepared.Status.Phase);
        Assert.Equal(["status.podIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"], StrategyRunner.Text(errors));
    }

    [Theory]
    [InlineData("", "Pending", null, 0)]
    [InlineData("n", "Running", null, 30)]
    [InlineData("n", "Running", 5L, 5)]
    [InlineData("n", "Running", 0L, 0)]
    [InlineData("n", "Running", -3L, 1)]
    [InlineData("n", "Succeeded", null, 0)]
    public void TheGracePeriodDependsOnWhoHasToStopThePod(string node, string phase, long? requested, long expected)
    {
        var pod = Old with { Spec = Old.Spec with { NodeName = node }, Status = Old.Status with { Phase = phase } };

        Assert.Equal(expected, Strategy.GracePeriod(pod, requested));
    }

    [Fact]
    public void EphemeralContainersAreAddedThroughTheirSubresource()
    {
        var subresource = Strategy.Subresource("ephemeralcontainers")!;
        var value = Strategy.Default(Old with
        {
            Spec = Old.Spec with { NodeName = "ignored", EphemeralContainers = [new EphemeralContainer { Name = "debug", Image = "busybox" }] },
        });
        var prepared = (Pod)subresource.PrepareForUpdate(StrategyRunner.Context(), value, Old);
        var errors = new ErrorList();
        subresource.ValidateUpdate(StrategyRunner.Context(), prepared, Old, errors);

        Assert.Empty(StrategyRunner.Text(errors));
        Assert.Equal("", prepared.Spec.NodeName);
        Assert.Equal(2, prepared.Metadata.Generation);

        errors = new ErrorList();
        subresource.ValidateUpdate(StrategyRunner.Context(), Old, prepared, errors);
        Assert.Contains("spec.ephemeralContainers: Forbidden: existing ephemeral containers \"debug\" may not be removed\n", StrategyRunner.Text(errors));
    }
}
