using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Volumes;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Kubelet.Tests.Volumes;

public sealed class VolumeMounterTests : IAsyncDisposable
{
    private readonly TemporaryDirectory _root = new();
    private readonly CancellationTokenSource _stop = new(TimeSpan.FromSeconds(20));
    private readonly ObjectServer _server = new(TimeProvider.System);
    private readonly VolumeMounter _mounter;
    private readonly Task _running;

    public VolumeMounterTests()
    {
        _mounter = new VolumeMounter(
            new KubeClient(_server), new PodPaths(_root.FullName, _root["logs"]), () => default, NullLoggerFactory.Instance, TimeProvider.System);
        _running = _mounter.RunAsync(_stop.Token);
    }

    [Fact]
    public async Task ConfigMap_IsProjectedReadOnlyAndFollowsChanges()
    {
        _server.Put("settings", ("color", "red"), ("size", "1"));
        var pod = Pod(new Volume
        {
            Name = "v",
            ConfigMap = new ConfigMapVolumeSource { Name = "settings", Items = [new KeyToPath { Key = "color", Path = "paint/color", Mode = 0b110_000_000 }] },
        });

        var volume = (await _mounter.MountAsync(pod, _stop.Token)).Find("v")!;

        Assert.Equal(_root["pods/u1/volumes/kubernetes.io~configmap/v"], volume.HostPath);
        Assert.True(volume.ReadOnly);
        var file = Path.Combine(volume.HostPath, "paint/color");
        Assert.Equal("red", await File.ReadAllTextAsync(file));
        Assert.Equal((UnixFileMode)0b110_000_000, File.GetUnixFileMode(file));
        Assert.False(File.Exists(Path.Combine(volume.HostPath, "size")));

        var changed = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(volume.HostPath) { NotifyFilter = NotifyFilters.DirectoryName | NotifyFilters.FileName, EnableRaisingEvents = true };
        watcher.Deleted += (_, _) => changed.TrySetResult();
        _server.Put("settings", ("color", "blue"));
        await changed.Task.WaitAsync(_stop.Token);
        Assert.Equal("blue", await File.ReadAllTextAsync(file));
    }

    [Fact]
    public async Task MissingObjectsAndKeys_AreNamed()
    {
        _server.Put("settings", ("color", "red"));

        Assert.Equal("MountVolume.SetUp failed for volume \"v\" : configmap \"none\" not found", await FailureAsync(
            new Volume { Name = "v", ConfigMap = new ConfigMapVolumeSource { Name = "none" } }));
        Assert.Equal("MountVolume.SetUp failed for volume \"v\" : configmap references non-existent config key: k", await FailureAsync(
            new Volume { Name = "v", ConfigMap = new ConfigMapVolumeSource { Name = "settings", Items = [new KeyToPath { Key = "k", Path = "k" }] } }));
        Assert.Equal("MountVolume.SetUp failed for volume \"v\" : volume source nfs is not supported by this kubelet", await FailureAsync(
            new Volume { Name = "v", NFS = new NFSVolumeSource { Server = "s", Path = "/" } }));
        Assert.Equal(
            "MountVolume.SetUp failed for volume \"v\" : error processing PVC default/c: failed to fetch PVC from API server: persistentvolumeclaims \"c\" not found",
            await FailureAsync(new Volume { Name = "v", PersistentVolumeClaim = new PersistentVolumeClaimVolumeSource { ClaimName = "c" } }));
    }

    [Fact]
    public async Task MissingOptionalConfigMap_AppearsWhenItIsMade()
    {
        var pod = Pod(new Volume { Name = "v", ConfigMap = new ConfigMapVolumeSource { Name = "late", Optional = true } });
        var volume = (await _mounter.MountAsync(pod, _stop.Token)).Find("v")!;
        Assert.Empty(Directory.GetFiles(volume.HostPath));

        var changed = new TaskCompletionSource();
        using var watcher = new FileSystemWatcher(volume.HostPath, "key") { EnableRaisingEvents = true };
        watcher.Created += (_, _) => changed.TrySetResult();
        _server.Put("late", ("key", "value"));
        await changed.Task.WaitAsync(_stop.Token);
        Assert.Equal("value", await File.ReadAllTextAsync(Path.Combine(volume.HostPath, "key")));
    }

    [Fact]
    public async Task EmptyDir_KeepsItsContentUntilUnmounted()
    {
        var pod = Pod(new Volume { Name = "v", EmptyDir = new EmptyDirVolumeSource() });
        var volume = (await _mounter.MountAsync(pod, _stop.Token)).Find("v")!;
        await File.WriteAllTextAsync(Path.Combine(volume.HostPath, "file"), "kept");
        await _mounter.MountAsync(pod, _stop.Token);

        Assert.Equal("kept", await File.ReadAllTextAsync(Path.Combine(volume.HostPath, "file")));
        Assert.Equal((UnixFileMode)0b111_111_111, File.GetUnixFileMode(volume.HostPath));

        await _mounter.UnmountAsync("u1", _stop.Token);
        await _mounter.UnmountAsync("u1", _stop.Token);
        Assert.False(Directory.Exists(_root["pods/u1/volumes"]));
    }

    [Fact]
    public async Task Orphans_AreRemovedAndOthersStay()
    {
        Directory.CreateDirectory(_root["pods/old/volumes/kubernetes.io~empty-dir/v"]);
        Directory.CreateDirectory(_root["pods/here/volumes/kubernetes.io~empty-dir/v"]);

        await _mounter.ReconcileOrphansAsync(new HashSet<string> { "here" }, _stop.Token);

        Assert.Equal([_root["pods/here"]], Directory.GetDirectories(_root["pods"]));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _running);
        await _mounter.DisposeAsync();
        _stop.Dispose();
        _root.Dispose();
    }

    private static Pod Pod(Volume volume) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "p", UID = "u1" },
        Spec = new PodSpec { Volumes = [volume] },
    };

    private async Task<string> FailureAsync(Volume volume) =>
        (await Assert.ThrowsAsync<VolumeMountException>(async () => await _mounter.MountAsync(Pod(volume), _stop.Token))).Message;
}
