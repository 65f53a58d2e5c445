using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.Native;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Volumes;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeSharp.Kubelet.Tests.Volumes;

/// <summary>What needs real mounts, and so the right to make them.</summary>
public sealed class MountedVolumesTests : IAsyncDisposable
{
    private const uint Group = 4711;

    private readonly TemporaryDirectory _root = new();
    private readonly VolumeMounter _mounter;
    private readonly PodPaths _paths;

    public MountedVolumesTests()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Mounting needs root.");
        _paths = new PodPaths(_root.FullName, _root["logs"]);
        _mounter = new VolumeMounter(
            new KubeClient(new ObjectServer(TimeProvider.System)), _paths, () => default, NullLoggerFactory.Instance, TimeProvider.System);
    }

    [Fact]
    public async Task ProjectedVolume_LiesInMemoryForTheGroupAlone()
    {
        var pod = Pod(new Volume
        {
            Name = "v",
            Projected = new ProjectedVolumeSource
            {
                Sources =
                [
                    new VolumeProjection { ServiceAccountToken = new ServiceAccountTokenProjection { Path = "token", ExpirationSeconds = 3600 } },
                    new VolumeProjection
                    {
                        DownwardAPI = new DownwardAPIProjection
                        {
                            Items = [new DownwardAPIVolumeFile { Path = "namespace", FieldRef = new ObjectFieldSelector { FieldPath = "metadata.namespace" } }],
                        },
                    },
                ],
            },
        });

        var path = (await _mounter.MountAsync(pod, CancellationToken.None)).Find("v")!.HostPath;

        Assert.True(Mounts.IsMountPoint(path));
        Assert.Equal("default", await File.ReadAllTextAsync(Path.Combine(path, "namespace")));
        var token = FileStatus.Of(Path.Combine(path, "token"))!.Value;
        Assert.Equal((Group, (UnixFileMode)0b110_100_000), (token.Gid, token.Permissions));

        await _mounter.UnmountAsync("u1", CancellationToken.None);
        Assert.False(Mounts.IsMountPoint(path));
        Assert.False(Directory.Exists(path));
    }

    [Fact]
    public async Task MemoryEmptyDir_HasItsSize()
    {
        var pod = Pod(new Volume { Name = "v", EmptyDir = new EmptyDirVolumeSource { Medium = StorageMedium.Memory, SizeLimit = Quantity.Parse("1Mi") } });

        var path = (await _mounter.MountAsync(pod, CancellationToken.None)).Find("v")!.HostPath;

        Assert.Equal(1024 * 1024, FileSystemUsage.Of(path)!.Value.CapacityBytes);
        var directory = FileStatus.Of(path)!.Value;
        Assert.Equal((Group, (UnixFileMode)0b111_111_111 | UnixFileMode.SetGroup), (directory.Gid, directory.Permissions));
    }

    [Fact]
    public async Task SubPath_IsAMountThatLaterLinksCannotMove()
    {
        var pod = Pod(new Volume { Name = "v", EmptyDir = new EmptyDirVolumeSource() });
        var volume = (await _mounter.MountAsync(pod, CancellationToken.None)).Find("v")!;
        var subPaths = new SubPaths(_paths);

        var path = subPaths.Prepare("u1", volume, "c", 0, "logs/app");
        await File.WriteAllTextAsync(Path.Combine(path, "file"), "here");
        Directory.Move(Path.Combine(volume.HostPath, "logs"), Path.Combine(volume.HostPath, "moved"));
        File.CreateSymbolicLink(Path.Combine(volume.HostPath, "logs"), "/etc");

        Assert.Equal(path, subPaths.Prepare("u1", volume, "c", 0, "logs/app"));
        Assert.Equal("here", await File.ReadAllTextAsync(Path.Combine(path, "file")));
        Assert.Throws<VolumeMountException>(() => subPaths.Prepare("u1", volume, "c", 1, "logs/app"));

        await _mounter.UnmountAsync("u1", CancellationToken.None);
        Assert.False(Directory.Exists(path));
    }

    public async ValueTask DisposeAsync()
    {
        if (_mounter is not null)
        {
            await _mounter.UnmountAsync("u1", CancellationToken.None);
            await _mounter.DisposeAsync();
        }

        _root.Dispose();
    }

    private static Pod Pod(Volume volume) => new()
    {
        Metadata = new ObjectMeta { Namespace = "default", Name = "p", UID = "u1" },
        Spec = new PodSpec { ServiceAccountName = "default", SecurityContext = new PodSecurityContext { FSGroup = Group }, Volumes = [volume] },
    };
}
