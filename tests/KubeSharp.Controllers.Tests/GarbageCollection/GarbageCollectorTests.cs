using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Controllers.GarbageCollection;

namespace KubeSharp.Controllers.Tests.GarbageCollection;

public sealed class GarbageCollectorTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public GarbageCollectorTests()
    {
        var collector = _harness.Add<GarbageCollector, string>(new GarbageCollector(_harness.Context));
        _harness.AddDrain(collector.DrainOrphansAsync);
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task DependentsFollowTheirOwner()
    {
        Seed("owner");
        Seed("child", ("owner", true));
        Seed("grandchild", ("child", false));
        await _harness.SettleAsync();

        _harness.Server.Remove<ConfigMap>("default", "owner");
        await _harness.SettleAsync();

        Assert.Empty(_harness.Server.List<ConfigMap>());
    }

    [Fact]
    public async Task AnObjectWithAnotherLivingOwnerStaysAndForgetsTheDeadOne()
    {
        Seed("dead");
        Seed("alive");
        Seed("child", ("dead", false), ("alive", false));
        await _harness.SettleAsync();

        _harness.Server.Remove<ConfigMap>("default", "dead");
        await _harness.SettleAsync();

        Assert.Equal("alive", Assert.Single(_harness.Server.Get<ConfigMap>("default", "child").Metadata.OwnerReferences).Name);
    }

    [Fact]
    public async Task AnObjectWhoseOwnerNeverWasIsDeleted()
    {
        Seed("child", ("ghost", false));

        await _harness.SettleAsync();

        Assert.Empty(_harness.Server.List<ConfigMap>());
    }

    [Fact]
    public async Task AnOwnerOfTheSameNameButAnotherUidIsNotTheOwner()
    {
        Seed("owner");
        _harness.Server.Seed(Make("child") with
        {
            Metadata = Make("child").Metadata with
            {
                OwnerReferences = [new OwnerReference { APIVersion = "v1", Kind = "ConfigMap", Name = "owner", UID = "old-uid" }],
            },
        });

        await _harness.SettleAsync();

        Assert.Equal("owner", Assert.Single(_harness.Server.List<ConfigMap>()).Metadata.Name);
    }

    [Fact]
    public async Task ForegroundDeletionWaitsForDependentsThatBlock()
    {
        Seed("owner");
        Seed("child", ("owner", true));
        await _harness.SettleAsync();
        _harness.Server.Change<ConfigMap>("default", "child", static map => map with { Metadata = map.Metadata with { Finalizers = ["test/hold"] } });
        await _harness.SettleAsync();

        await DeleteAsync("owner", DeletionPropagation.DeletePropagationForeground);
        Assert.NotNull(_harness.Server.Find<ConfigMap>("default", "owner"));
        Assert.NotNull(_harness.Server.Get<ConfigMap>("default", "child").Metadata.DeletionTimestamp);

        _harness.Server.Remove<ConfigMap>("default", "child");
        await _harness.SettleAsync();
        Assert.Empty(_harness.Server.List<ConfigMap>());
    }

    [Fact]
    public async Task OrphaningLeavesTheDependents()
    {
        Seed("owner");
        Seed("child", ("owner", true));
        await _harness.SettleAsync();

        await DeleteAsync("owner", DeletionPropagation.DeletePropagationOrphan);

        Assert.Empty(Assert.Single(_harness.Server.List<ConfigMap>()).Metadata.OwnerReferences);
    }

    [Fact]
    public async Task ACircleInForegroundDeletionEnds()
    {
        Seed("a", ("b", true));
        Seed("b", ("a", true));
        await _harness.SettleAsync();

        await DeleteAsync("a", DeletionPropagation.DeletePropagationForeground);

        Assert.Empty(_harness.Server.List<ConfigMap>());
    }

    private static ConfigMap Make(string name) => new() { Metadata = new() { Namespace = "default", Name = name, UID = name + "-uid" } };

    private void Seed(string name, params (string Name, bool Blocks)[] owners) => _harness.Server.Seed(Make(name) with
    {
        Metadata = Make(name).Metadata with
        {
            OwnerReferences = ApiList<OwnerReference>.From(owners.Select(static owner => new OwnerReference
            {
                APIVersion = "v1",
                Kind = "ConfigMap",
                Name = owner.Name,
                UID = owner.Name + "-uid",
                BlockOwnerDeletion = owner.Blocks,
            })),
        },
    });

    private async Task DeleteAsync(string name, string propagation)
    {
        await _harness.Server.Client.DeleteAsync<ConfigMap>(
            "default",
            name,
            new DeleteOptions { PropagationPolicy = propagation },
            TestContext.Current.CancellationToken);
        await _harness.SettleAsync();
    }
}
