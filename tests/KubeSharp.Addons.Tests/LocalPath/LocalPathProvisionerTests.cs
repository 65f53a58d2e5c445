using KubeSharp.Addons.LocalPath;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Client.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace KubeSharp.Addons.Tests.LocalPath;

public sealed class LocalPathProvisionerTests : IAsyncLifetime
{
    private readonly string _root = Directory.CreateTempSubdirectory("local-path-").FullName;
    private readonly FakeTimeProvider _time = new();
    private readonly FakeApiServer _server;
    private readonly CancellationTokenSource _stop = new();
    private readonly InformerFactory _watch;
    private readonly TaskCompletionSource _classMade = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _volumeMade = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _volumeDeleted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Task _run = Task.CompletedTask;

    public LocalPathProvisionerTests()
    {
        _server = new FakeApiServer(_time);
        _watch = new InformerFactory(_server.Client, NullLoggerFactory.Instance, _time);
        _watch.Get<StorageClass>().AddHandler(new InformerHandler<StorageClass> { Added = _ => _classMade.TrySetResult() });
        _watch.Get<PersistentVolume>().AddHandler(new InformerHandler<PersistentVolume>
        {
            Added = _ => _volumeMade.TrySetResult(),
            Deleted = _ => _volumeDeleted.TrySetResult(),
        });
    }

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _run;
        await _watch.DisposeAsync();
        _stop.Dispose();
        Directory.Delete(_root, recursive: true);
    }

    [Fact]
    public async Task TheDefaultClassIsMade_AndLeftAloneWhereItIs()
    {
        await StartAsync();
        await UntilAsync(_classMade);

        var storageClass = _server.Get<StorageClass>("", "local-path");
        Assert.Equal("true", storageClass.Metadata.Annotations["storageclass.kubernetes.io/is-default-class"]);
        Assert.Equal(("kubesharp.io/local-path", "WaitForFirstConsumer", "Delete"), (storageClass.Provisioner, storageClass.VolumeBindingMode, storageClass.ReclaimPolicy));
    }

    [Fact]
    public async Task AClaimOfThisNodeGetsADirectory_OthersDoNot()
    {
        _server.Seed(Class("WaitForFirstConsumer"));
        _server.Seed(Claim("other-node", "elsewhere"));
        _server.Seed(Claim("no-node", null));
        _server.Seed(Claim("other-class", "here") with { Spec = new PersistentVolumeClaimSpec { StorageClassName = "fast" } });
        _server.Seed(Claim("block", "here") with { Spec = Claim("x", null).Spec with { VolumeMode = "Block" } });
        var claim = _server.Seed(Claim("data", "here"));
        await ProvisionAsync();

        var volume = Assert.Single(_server.List<PersistentVolume>());
        Assert.Equal("pvc-" + claim.Metadata.UID, volume.Metadata.Name);
        Assert.Equal(("ns", "data", claim.Metadata.UID), (volume.Spec.ClaimRef!.Namespace, volume.Spec.ClaimRef.Name, volume.Spec.ClaimRef.UID));
        Assert.Equal(Quantity.Parse("1Gi"), volume.Spec.Capacity["storage"]);
        Assert.Equal(["here"], volume.Spec.NodeAffinity!.Required!.NodeSelectorTerms[0].MatchExpressions[0].Values);
        Assert.Equal(volume.Spec.Local!.Path, Assert.Single(Directory.GetDirectories(_root)));
        Assert.Equal((UnixFileMode)0b111_111_111, File.GetUnixFileMode(volume.Spec.Local.Path));
    }

    [Fact]
    public async Task AClassThatBindsAtOnceNeedsNoNode()
    {
        _server.Seed(Class("Immediate"));
        _server.Seed(Claim("data", null));
        await ProvisionAsync();

        Assert.Single(_server.List<PersistentVolume>());
    }

    [Fact]
    public async Task AReleasedVolumeGoesWithItsDirectory_OneOutsideIsLeft()
    {
        var outside = Directory.CreateTempSubdirectory("outside-").FullName;
        _server.Seed(Class("WaitForFirstConsumer"));
        _server.Seed(Released("foreign", outside));
        _server.Seed(Released("above", Path.Combine(_root, "..", Path.GetFileName(outside))));
        _server.Seed(Released("kept", Directory.CreateDirectory(Path.Combine(_root, "kept")).FullName, policy: "Retain"));
        _server.Seed(Released("elsewhere", Directory.CreateDirectory(Path.Combine(_root, "elsewhere")).FullName, node: "b"));
        var mine = Directory.CreateDirectory(Path.Combine(_root, "mine")).FullName;
        await File.WriteAllTextAsync(Path.Combine(mine, "file"), "data", TestContext.Current.CancellationToken);
        _server.Seed(Released("mine", mine));
        await StartAsync();
        await UntilAsync(_volumeDeleted);

        Assert.False(Directory.Exists(mine));
        Assert.True(Directory.Exists(outside));
        Assert.Equal(["elsewhere", "kept"], Directory.GetDirectories(_root).Select(Path.GetFileName).Order());
        Assert.Equal(["above", "elsewhere", "foreign", "kept"], _server.List<PersistentVolume>().Select(volume => volume.Metadata.Name).Order());
        Directory.Delete(outside);
    }

    private async Task ProvisionAsync()
    {
        await StartAsync();
        await UntilAsync(_volumeMade);
    }

    private async Task StartAsync()
    {
        _watch.Start();
        await _watch.WaitForSyncAsync(TestContext.Current.CancellationToken);
        _run = new LocalPathProvisioner(
            new LocalPathOptions { NodeName = "here", Directory = _root }, _server.Client, NullLoggerFactory.Instance, _time).RunAsync(_stop.Token);
    }

    private static Task UntilAsync(TaskCompletionSource what) => what.Task.WaitAsync(TestContext.Current.CancellationToken);

    private static StorageClass Class(string mode) => new()
    {
        Metadata = new() { Name = "local-path" },
        Provisioner = "kubesharp.io/local-path",
        ReclaimPolicy = "Delete",
        VolumeBindingMode = mode,
    };

    private static PersistentVolumeClaim Claim(string name, string? node) => new()
    {
        Metadata = new()
        {
            Namespace = "ns",
            Name = name,
            Annotations = node is null ? default : ApiMap<string>.From([new("volume.kubernetes.io/selected-node", node)]),
        },
        Spec = new PersistentVolumeClaimSpec
        {
            StorageClassName = "local-path",
            AccessModes = ["ReadWriteOnce"],
            Resources = new VolumeResourceRequirements { Requests = ApiMap<Quantity>.From([new("storage", Quantity.Parse("1Gi"))]) },
        },
    };

    private static PersistentVolume Released(string name, string path, string policy = "Delete", string node = "here")
    {
        var volume = LocalVolumes.Volume(Claim(name, node), Class("Immediate"), new LocalPathOptions { NodeName = node, Directory = "/" });
        return volume with
        {
            Metadata = volume.Metadata with { Name = name },
            Spec = volume.Spec with { Local = new LocalVolumeSource { Path = path }, PersistentVolumeReclaimPolicy = policy },
            Status = new PersistentVolumeStatus { Phase = "Released" },
        };
    }
}
