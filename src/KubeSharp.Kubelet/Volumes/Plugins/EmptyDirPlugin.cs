using System.Globalization;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Native;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.Volumes.Plugins;

/// <summary>A directory, or with medium Memory a tmpfs, that lives as long as its pod. A disk's sizeLimit is left to eviction.</summary>
internal sealed class EmptyDirPlugin(PodPaths paths) : IVolumePlugin
{
    private const string Name = "kubernetes.io/empty-dir";
    private const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;

    public bool CanSupport(Volume volume) => volume.EmptyDir is not null;

    public ValueTask<MountedVolume> SetUpAsync(VolumeRequest request, CancellationToken cancellationToken)
    {
        if (request.State.Mounted is { } mounted)
        {
            return ValueTask.FromResult(mounted);
        }

        var source = request.Volume.EmptyDir!;
        var path = paths.Volume(request.Pod.Metadata.UID, Name, request.Volume.Name);
        var isNew = !Directory.Exists(path);
        Directory.CreateDirectory(path);
        switch (source.Medium)
        {
            case StorageMedium.Default:
                break;
            case StorageMedium.Memory when Mounts.IsMountPoint(path):
                isNew = false;
                break;
            case StorageMedium.Memory:
                isNew = true;
                Mounts.Tmpfs(path, Size(request.Pod, source));
                break;
            default:
                throw new VolumeMountException($"unknown storage medium \"{source.Medium}\"");
        }

        if (isNew)
        {
            File.SetUnixFileMode(path, Everyone);
            VolumeOwnership.Apply(path, request.FSGroup, request.FSGroupChangePolicy);
        }

        return ValueTask.FromResult(request.State.Mounted = new MountedVolume(request.Volume.Name, path, ReadOnly: false));
    }

    /// <summary>The smaller of sizeLimit and the sum of the containers' memory limits, where all have one (KEP-1967).</summary>
    internal static string Size(Pod pod, EmptyDirVolumeSource source)
    {
        long? limits = pod.Spec.Containers.Count == 0 ? null : 0;
        foreach (var container in pod.Spec.Containers)
        {
            limits = container.Resources.Limits.TryGetValue("memory", out var memory) ? limits + memory.Value : null;
        }

        var size = source.SizeLimit is { Value: > 0 } given ? Math.Min(given.Value, limits ?? long.MaxValue) : limits;
        return size is > 0 ? string.Create(CultureInfo.InvariantCulture, $"size={size}") : "";
    }
}
