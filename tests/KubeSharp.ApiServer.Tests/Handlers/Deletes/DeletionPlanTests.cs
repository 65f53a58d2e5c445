using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Handlers.Deletes;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Tests.Handlers.Deletes;

public sealed class DeletionPlanTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);

    [Fact]
    public void Plain_IsRemoved() => Assert.Equal(DeletionStep.Remove, Plan(new Plain(), new ObjectMeta()).Step);

    [Fact]
    public void Finalizer_IsMarkedWithoutGrace()
    {
        var plan = Plan(new Plain(), new ObjectMeta { Finalizers = ["x/y"], Generation = 2 });
        Assert.Equal(DeletionStep.Mark, plan.Step);
        Assert.Equal(new Time(Now), plan.Value.Metadata.DeletionTimestamp);
        Assert.Equal(0, plan.Value.Metadata.DeletionGracePeriodSeconds);
        Assert.Equal(3, plan.Value.Metadata.Generation);
    }

    [Fact]
    public void Graceful_GetsItsDeadline()
    {
        var plan = Plan(new Graceful(), new ObjectMeta());
        Assert.Equal(DeletionStep.Mark, plan.Step);
        Assert.Equal(new Time(Now.AddSeconds(30)), plan.Value.Metadata.DeletionTimestamp);
        Assert.Equal(30, plan.Value.Metadata.DeletionGracePeriodSeconds);
    }

    [Fact]
    public void Graceful_ByForce_IsMarkedAndRemoved() =>
        Assert.Equal(DeletionStep.MarkAndRemove, Plan(new Graceful(), new ObjectMeta(), new DeleteOptions { GracePeriodSeconds = 0 }).Step);

    [Theory]
    [InlineData(null)]
    [InlineData(30L)]
    [InlineData(60L)]
    public void Pending_IsNotMadeLonger(long? requested) =>
        Assert.Equal(DeletionStep.Nothing, Plan(new Graceful(), Terminating(30), new DeleteOptions { GracePeriodSeconds = requested }).Step);

    [Fact]
    public void Pending_IsMadeShorter()
    {
        var plan = Plan(new Graceful(), Terminating(30), new DeleteOptions { GracePeriodSeconds = 5 });
        Assert.Equal(DeletionStep.Mark, plan.Step);
        Assert.Equal(new Time(Now.AddSeconds(5)), plan.Value.Metadata.DeletionTimestamp);
    }

    [Fact]
    public void Pending_WithGraceZero_IsRemoved() =>
        Assert.Equal(DeletionStep.Remove, Plan(new Graceful(), Terminating(30), new DeleteOptions { GracePeriodSeconds = 0 }).Step);

    [Theory]
    [InlineData("Orphan", new[] { "orphan" })]
    [InlineData("Foreground", new[] { "foregroundDeletion" })]
    [InlineData("Background", new string[0])]
    public void Propagation_ReplacesTheFinalizers(string policy, string[] expected)
    {
        var plan = Plan(new Plain(), new ObjectMeta { Finalizers = ["orphan"] }, new DeleteOptions { PropagationPolicy = policy });
        Assert.Equal(expected, plan.Value.Metadata.Finalizers);
    }

    private static ObjectMeta Terminating(long grace) =>
        new() { DeletionTimestamp = new Time(Now.AddSeconds(grace)), DeletionGracePeriodSeconds = grace };

    private static DeletionPlan Plan(ResourceStrategy strategy, ObjectMeta metadata, DeleteOptions? options = null) =>
        DeletionPlan.Make(strategy, new ConfigMap { Metadata = metadata }, options ?? new DeleteOptions(), Now);

    private sealed class Plain : ResourceStrategy<ConfigMap>;

    private sealed class Graceful : ResourceStrategy<ConfigMap>
    {
        protected override long? GracePeriod(ConfigMap value, long? requested) => requested ?? 30;
    }
}
