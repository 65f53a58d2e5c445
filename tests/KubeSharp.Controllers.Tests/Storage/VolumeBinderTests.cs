using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Client;
using KubeSharp.Controllers.Storage;

namespace KubeSharp.Controllers.Tests.Storage;

public sealed class VolumeBinderTests : IAsyncLifetime
{
    private readonly ControllerHarness _harness = new();

    public ValueTask InitializeAsync()
    {
        _harness.Add<ClaimBinderController, NamespacedName>(new ClaimBinderController(_harness.Context));
        _harness.Add<VolumeBinderController, string>(new VolumeBinderController(_harness.Context));
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync() => _harness.DisposeAsync();

    [Fact]
    public async Task AClaimTakesTheSmallestVolumeThatIsLargeEnough()
    {
        Seed(Volume("small", "1Gi"), Volume("large", "10Gi"), Volume("right", "5Gi"));
        _harness.Server.Seed(Claim("c", "4Gi"));
        await _harness.SettleAsync();

        var claim = _harness.Server.Get<PersistentVolumeClaim>("ns", "c");
        Assert.Equal("right", claim.Spec.VolumeName);
        Assert.Equal("Bound", claim.Status.Phase);
        Assert.Equal(Quantity.Parse("5Gi"), claim.Status.Capacity["storage"]);
        var volume = _harness.Server.Get<PersistentVolume>("", "right");
        Assert.Equal("Bound", volume.Status.Phase);
        Assert.Equal(claim.Metadata.UID, volume.Spec.ClaimRef!.UID);
        Assert.Equal("Available", _harness.Server.Get<PersistentVolume>("", "large").Status.Phase);
    }

    [Fact]
    public async Task TwoClaimsNeverShareAVolume()
    {
        Seed(Volume("only", "1Gi"));
        _harness.Server.Seed(Claim("a", "1Gi"));
        _harness.Server.Seed(Claim("b", "1Gi"));
        await _harness.SettleAsync();

        Assert.Equal(
            ["Bound", "Pending"],
            new[] { "a", "b" }.Select(name => _harness.Server.Get<PersistentVolumeClaim>("ns", name).Status.Phase).Order());
    }

    [Fact]
    public async Task AVolumeOfAnotherClassIsLeftAlone()
    {
        Seed(Volume("other", "1Gi", className: "fast"));
        _harness.Server.Seed(Claim("c", "1Gi"));
        await _harness.SettleAsync();

        Assert.Equal("Pending", _harness.Server.Get<PersistentVolumeClaim>("ns", "c").Status.Phase);
    }

    [Fact]
    public async Task AProvisionerIsAskedOnceTheNodeIsKnown()
    {
        _harness.Server.Seed(new StorageClass { Metadata = new() { Name = "local" }, Provisioner = "example.org/disk", VolumeBindingMode = "WaitForFirstConsumer" });
        _harness.Server.Seed(Claim("c", "1Gi", className: "local"));
        await _harness.SettleAsync();
        Assert.False(_harness.Server.Get<PersistentVolumeClaim>("ns", "c").Metadata.Annotations.ContainsKey(VolumeAnnotations.Provisioner));

        _harness.Server.Change<PersistentVolumeClaim>("ns", "c", static claim => claim with
        {
            Metadata = claim.Metadata with { Annotations = claim.Metadata.Annotations.Set(VolumeAnnotations.SelectedNode, "a") },
        });
        await _harness.SettleAsync();

        Assert.Equal("example.org/disk", _harness.Server.Get<PersistentVolumeClaim>("ns", "c").Metadata.Annotations[VolumeAnnotations.Provisioner]);
    }

    [Fact]
    public async Task AVolumeIsReleasedWhenItsClaimGoes()
    {
        Seed(Volume("v", "1Gi"));
        _harness.Server.Seed(Claim("c", "1Gi"));
        await _harness.SettleAsync();
        _harness.Server.Remove<PersistentVolumeClaim>("ns", "c");
        await _harness.SettleAsync();

        Assert.Equal("Released", _harness.Server.Get<PersistentVolume>("", "v").Status.Phase);
    }

    [Fact]
    public async Task AClaimWhoseVolumeGoesIsLost()
    {
        Seed(Volume("v", "1Gi"));
        _harness.Server.Seed(Claim("c", "1Gi"));
        await _harness.SettleAsync();
        _harness.Server.Remove<PersistentVolume>("", "v");
        await _harness.SettleAsync();

        Assert.Equal("Lost", _harness.Server.Get<PersistentVolumeClaim>("ns", "c").Status.Phase);
    }

    private void Seed(params ReadOnlySpan<PersistentVolume> volumes)
    {
        foreach (var volume in volumes)
        {
            _harness.Server.Seed(volume);
        }
    }

    private static PersistentVolume Volume(string name, string size, string className = "") => new()
    {
        Metadata = new() { Name = name },
        Spec = new PersistentVolumeSpec
        {
            Capacity = ApiMap<Quantity>.From([new("storage", Quantity.Parse(size))]),
            AccessModes = ["ReadWriteOnce"],
            StorageClassName = className,
            PersistentVolumeReclaimPolicy = "Retain",
        },
        Status = new PersistentVolumeStatus { Phase = "Available" },
    };

    private static PersistentVolumeClaim Claim(string name, string size, string className = "") => new()
    {
        Metadata = new() { Namespace = "ns", Name = name },
        Spec = new PersistentVolumeClaimSpec
        {
            AccessModes = ["ReadWriteOnce"],
            StorageClassName = className,
            Resources = new VolumeResourceRequirements { Requests = ApiMap<Quantity>.From([new("storage", Quantity.Parse(size))]) },
        },
        Status = new PersistentVolumeClaimStatus { Phase = "Pending" },
    };
}
