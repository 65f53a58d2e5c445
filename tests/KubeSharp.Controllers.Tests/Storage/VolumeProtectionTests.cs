using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Storage;

namespace KubeSharp.Controllers.Tests.Storage;

public sealed class VolumeProtectionTests : IAsyncDisposable
{
    private readonly ControllerHarness _harness = new();

    public VolumeProtectionTests()
    {
        _harness.Add<ClaimProtectionController, NamespacedName>(new ClaimProtectionController(_harness.Context));
        _harness.Add<VolumeProtectionController, string>(new VolumeProtectionController(_harness.Context));
    }

    private PersistentVolumeClaim? Claim => _harness.Server.Find<PersistentVolumeClaim>("ns", "c");

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task AClaimInUseOutlivesItsDeletion()
    {
        Seed("p", node: "a");
        await DeleteClaimAsync();
        Assert.NotNull(Claim!.Metadata.DeletionTimestamp);
        Assert.Equal(["kubernetes.io/pvc-protection"], Claim.Metadata.Finalizers);

        _harness.Server.Remove<Pod>("ns", "p");
        await _harness.SettleAsync();

        Assert.Null(Claim);
    }

    [Fact]
    public async Task AFinishedPodLetsGoOfItsClaim()
    {
        Seed("p", node: "a");
        await DeleteClaimAsync();

        _harness.Server.Change<Pod>("ns", "p", static pod => pod with { Status = pod.Status with { Phase = "Succeeded" } });
        await _harness.SettleAsync();

        Assert.Null(Claim);
    }

    [Fact]
    public async Task APodWithoutANodeDoesNotHoldAClaim()
    {
        Seed("p", node: "");
        await DeleteClaimAsync();
        Assert.Null(Claim);
    }

    [Fact]
    public async Task AnEphemeralVolumesClaimIsProtectedToo()
    {
        _harness.Server.Seed(new PersistentVolumeClaim { Metadata = new() { Namespace = "ns", Name = "p-c" } });
        _harness.Server.Seed(new Pod
        {
            Metadata = new() { Namespace = "ns", Name = "p" },
            Spec = new PodSpec { NodeName = "a", Volumes = [new Volume { Name = "c", Ephemeral = new EphemeralVolumeSource() }] },
        });
        await _harness.SettleAsync();
        await _harness.Server.Client.DeleteAsync<PersistentVolumeClaim>("ns", "p-c", null, TestContext.Current.CancellationToken);
        await _harness.SettleAsync();

        Assert.NotNull(_harness.Server.Find<PersistentVolumeClaim>("ns", "p-c"));
    }

    [Fact]
    public async Task ABoundVolumeOutlivesItsDeletion()
    {
        _harness.Server.Seed(new PersistentVolume { Metadata = new() { Name = "v" }, Status = new PersistentVolumeStatus { Phase = "Bound" } });
        await _harness.SettleAsync();
        await _harness.Server.Client.DeleteAsync<PersistentVolume>("", "v", null, TestContext.Current.CancellationToken);
        await _harness.SettleAsync();
        Assert.Equal(["kubernetes.io/pv-protection"], _harness.Server.Get<PersistentVolume>("", "v").Metadata.Finalizers);

        _harness.Server.Change<PersistentVolume>("", "v", static volume => volume with { Status = volume.Status with { Phase = "Released" } });
        await _harness.SettleAsync();

        Assert.Null(_harness.Server.Find<PersistentVolume>("", "v"));
    }

    private void Seed(string pod, string node)
    {
        _harness.Server.Seed(new PersistentVolumeClaim { Metadata = new() { Namespace = "ns", Name = "c" } });
        _harness.Server.Seed(new Pod
        {
            Metadata = new() { Namespace = "ns", Name = pod },
            Spec = new PodSpec
            {
                NodeName = node,
                Volumes = [new Volume { Name = "data", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = "c" } }],
            },
        });
    }

    private async Task DeleteClaimAsync()
    {
        await _harness.SettleAsync();
        await _harness.Server.Client.DeleteAsync<PersistentVolumeClaim>("ns", "c", null, TestContext.Current.CancellationToken);
        await _harness.SettleAsync();
    }
}
