using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Storage;

namespace KubeSharp.Controllers.Tests.Storage;

public sealed class EphemeralVolumeTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public EphemeralVolumeTests() => _harness.Add<EphemeralVolumeController, NamespacedName>(new EphemeralVolumeController(_harness.Context));

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task AClaimIsMadeForThePodAndBelongsToIt()
    {
        var pod = _harness.Server.Seed(Make("p"));
        await _harness.SettleAsync();

        var claim = _harness.Server.Get<PersistentVolumeClaim>("ns", "p-data");
        Assert.Equal("local", claim.Spec.StorageClassName);
        Assert.Equal("kept", claim.Metadata.Labels["note"]);
        var owner = Assert.Single(claim.Metadata.OwnerReferences);
        Assert.Equal(("Pod", "p", pod.Metadata.UID, true), (owner.Kind, owner.Name, owner.UID, owner.Controller));
    }

    [Fact]
    public async Task AClaimThatGoesIsMadeAgain()
    {
        _harness.Server.Seed(Make("p"));
        await _harness.SettleAsync();
        _harness.Server.Remove<PersistentVolumeClaim>("ns", "p-data");
        await _harness.SettleAsync();

        Assert.NotNull(_harness.Server.Find<PersistentVolumeClaim>("ns", "p-data"));
    }

    [Fact]
    public async Task SomebodyElsesClaimOfThatNameIsNotTaken()
    {
        _harness.Server.Seed(new PersistentVolumeClaim { Metadata = new() { Namespace = "ns", Name = "p-data" } });
        _harness.Server.Seed(Make("p"));
        await _harness.SettleAsync();

        Assert.Empty(_harness.Server.Get<PersistentVolumeClaim>("ns", "p-data").Metadata.OwnerReferences);
        Assert.Empty(_harness.Server.Writes);
    }

    [Fact]
    public async Task ARefusalIsAnEventOfThePod()
    {
        _harness.Server.BeforeRequest = static request =>
        {
            if (request.Verb == ApiVerb.Create)
            {
                throw ApiErrors.Forbidden("", "persistentvolumeclaims", "p-data", "exceeded quota");
            }
        };
        _harness.Server.Seed(Make("p"));
        await _harness.SettleAsync();

        Assert.Contains(_harness.Events.All, static told => told.StartsWith("EphemeralVolumeCreationFailed: ephemeral volume p-data: create PVC p-data: ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task FinishedPodsGetNone()
    {
        _harness.Server.Seed(Make("p") with { Status = new PodStatus { Phase = "Failed" } });
        await _harness.SettleAsync();

        Assert.Empty(_harness.Server.List<PersistentVolumeClaim>());
    }

    private static Pod Make(string name) => new()
    {
        Metadata = new() { Namespace = "ns", Name = name },
        Spec = new PodSpec
        {
            Volumes =
            [
                new Volume
                {
                    Name = "data",
                    Ephemeral = new EphemeralVolumeSource
                    {
                        VolumeClaimTemplate = new PersistentVolumeClaimTemplate
                        {
                            Metadata = new() { Labels = ApiMap<string>.From([new("note", "kept")]) },
                            Spec = new PersistentVolumeClaimSpec { StorageClassName = "local" },
                        },
                    },
                },
            ],
        },
    };
}
