using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Namespaces;

namespace KubeSharp.Controllers.Tests.Namespaces;

public sealed class NamespaceControllerTests
{
    [Fact]
    public async Task EverythingGoesAndThenTheNamespace()
    {
        await using var harness = Harness();
        harness.Server.Seed(new ConfigMap { Metadata = new() { Namespace = "doomed", Name = "map" } });
        harness.Server.Seed(new ConfigMap { Metadata = new() { Namespace = "other", Name = "map" } });

        await harness.SettleAsync();

        Assert.Null(harness.Server.Find<ConfigMap>("doomed", "map"));
        Assert.NotNull(harness.Server.Find<ConfigMap>("other", "map"));
        Assert.Empty(harness.Server.Get<Namespace>("", "doomed").Spec.Finalizers);
    }

    [Fact]
    public async Task OtherObjectsWaitForThePods()
    {
        await using var harness = Harness();
        harness.Server.Seed(new Pod { Metadata = new() { Namespace = "doomed", Name = "slow", Finalizers = ["test/hold"] } });
        harness.Server.Seed(new Secret { Metadata = new() { Namespace = "doomed", Name = "needed" } });

        await harness.SettleAsync();

        Assert.NotNull(harness.Server.Find<Secret>("doomed", "needed"));
        var status = harness.Server.Get<Namespace>("", "doomed").Status;
        Assert.Equal("Terminating", status.Phase);
        Assert.Contains(status.Conditions, static condition =>
            condition is { Type: "NamespaceContentRemaining", Status: "True", Message: "Some resources are remaining: pods has 1 resource instances" });
        Assert.Contains(status.Conditions, static condition =>
            condition is
            {
                Type: "NamespaceFinalizersRemaining",
                Message: "Some content in the namespace has finalizers remaining: test/hold in 1 resource instances",
            });

        harness.Server.Remove<Pod>("doomed", "slow");
        await harness.SettleAsync();

        Assert.Null(harness.Server.Find<Secret>("doomed", "needed"));
        Assert.Empty(harness.Server.Get<Namespace>("", "doomed").Spec.Finalizers);
    }

    private static ControllerHarness Harness()
    {
        var harness = new ControllerHarness();
        harness.Server.Seed(new Namespace
        {
            Metadata = new() { Name = "doomed", DeletionTimestamp = (Time)harness.Time.GetUtcNow(), Finalizers = ["test/keep"] },
            Spec = new NamespaceSpec { Finalizers = ["kubernetes"] },
        });
        harness.Add<NamespaceController, string>(new NamespaceController(harness.Context));
        return harness;
    }
}
