using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Disruption;

namespace KubeSharp.Controllers.Tests.Disruption;

public sealed class DisruptionControllerTests : IAsyncDisposable
{
    private static readonly ApiMap<string> Labels = ApiMap<string>.From([new("app", "web")]);

    private readonly ControllerHarness _harness = new();

    public DisruptionControllerTests()
    {
        _harness.Add<DisruptionController, NamespacedName>(new DisruptionController(_harness.Context));
        _harness.Add<StaleDisruptionController, NamespacedName>(new StaleDisruptionController(_harness.Context));
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Theory]
    [InlineData("2", null, 2, 3, 1)]
    [InlineData("50%", null, 2, 4, 1)]
    [InlineData(null, "1", 3, 4, 0)]
    [InlineData(null, "50%", 2, 4, 1)]
    public async Task TheStatusFollowsFromTheReadyPods(string? min, string? max, int desired, int expected, int allowed)
    {
        // A deployment that wants four pods has three so far, all ready.
        SeedPods(3, replicas: 4);
        _harness.Server.Seed(Budget(min, max));

        await _harness.SettleAsync();

        Assert.Equal((3, desired, expected, allowed), (Status.CurrentHealthy, Status.DesiredHealthy, Status.ExpectedPods, Status.DisruptionsAllowed));
        var condition = Assert.Single(Status.Conditions);
        Assert.Equal(("DisruptionAllowed", allowed > 0 ? "True" : "False", allowed > 0 ? "SufficientPods" : "InsufficientPods"), (condition.Type, condition.Status, condition.Reason));
    }

    [Fact]
    public async Task PodsOfUnknownControllersAllowNothing()
    {
        SeedPods(2, replicas: 2);
        _harness.Server.Remove<Deployment>("default", "web");
        _harness.Server.Seed(Budget(null, "1"));

        await _harness.SettleAsync();

        Assert.Equal((0, "SyncFailed"), (Status.DisruptionsAllowed, Status.Conditions[0].Reason));
        Assert.Contains(_harness.Events.All, static text => text.StartsWith("CalculateExpectedPodCountFailed: Failed to", StringComparison.Ordinal));
    }

    [Fact]
    public async Task AnEvictedPodDoesNotCountUntilItsTimeIsOver()
    {
        SeedPods(3, replicas: 3);
        _harness.Server.Seed(Budget("1", null));
        await _harness.SettleAsync();
        Assert.Equal(2, Status.DisruptionsAllowed);

        _harness.Server.Change<PodDisruptionBudget>("default", "web", budget => budget with
        {
            Status = budget.Status with { DisruptedPods = budget.Status.DisruptedPods.Set("web-0", (Time)_harness.Time.GetUtcNow()), DisruptionsAllowed = 1 },
        });
        await _harness.SettleAsync();
        Assert.Equal((1, 2, 1), (Status.DisruptionsAllowed, Status.CurrentHealthy, Status.DisruptedPods.Count));

        await _harness.PassAsync(TimeSpan.FromSeconds(122));
        Assert.Equal((2, 3, 0), (Status.DisruptionsAllowed, Status.CurrentHealthy, Status.DisruptedPods.Count));
        Assert.Contains("NotDeleted: Pod was expected by PDB default/web to be deleted but it wasn't", _harness.Events.All);
    }

    [Fact]
    public async Task AMarkThatNothingFollowedIsTakenBack()
    {
        SeedPods(1, replicas: 1);
        _harness.Server.Change<Pod>("default", "web-0", pod => pod with
        {
            Status = pod.Status with
            {
                Conditions = pod.Status.Conditions.Add(new() { Type = "DisruptionTarget", Status = "True", LastTransitionTime = _harness.Time.GetUtcNow() }),
            },
        });
        await _harness.SettleAsync();
        Assert.Equal("True", Mark());

        await _harness.PassAsync(TimeSpan.FromMinutes(2));
        Assert.Equal("False", Mark());

        string Mark() => _harness.Server.Get<Pod>("default", "web-0").Status.Conditions.Single(static condition => condition.Type == "DisruptionTarget").Status;
    }

    private PodDisruptionBudgetStatus Status => _harness.Server.Get<PodDisruptionBudget>("default", "web").Status;

    private static PodDisruptionBudget Budget(string? min, string? max) => new()
    {
        Metadata = new() { Namespace = "default", Name = "web" },
        Spec = new() { Selector = new() { MatchLabels = Labels }, MinAvailable = Parse(min), MaxUnavailable = Parse(max) },
    };

    private static IntOrString? Parse(string? text) =>
        text is null ? default(IntOrString?) : int.TryParse(text, out var number) ? number : text;

    private void SeedPods(int count, int replicas)
    {
        _harness.Server.Seed(new Deployment { Metadata = new() { Namespace = "default", Name = "web", UID = "d" }, Spec = new() { Replicas = replicas } });
        _harness.Server.Seed(new ReplicaSet
        {
            Metadata = new() { Namespace = "default", Name = "web-1", UID = "rs", OwnerReferences = [Owner("Deployment", "web", "d")] },
            Spec = new() { Replicas = count },
        });
        for (var i = 0; i < count; i++)
        {
            _harness.Server.Seed(new Pod
            {
                Metadata = new() { Namespace = "default", Name = $"web-{i}", Labels = Labels, OwnerReferences = [Owner("ReplicaSet", "web-1", "rs")] },
            });
        }

        _harness.Server.RunAll(_harness.Time.GetUtcNow());
    }

    private static OwnerReference Owner(string kind, string name, string uid) =>
        new() { APIVersion = "apps/v1", Kind = kind, Name = name, UID = uid, Controller = true };
}
