using System.Collections.Frozen;

namespace KubeSharp.Kubelet.Volumes;

/// <summary>All volumes of a pod, by name.</summary>
internal sealed class MountedVolumes(IEnumerable<MountedVolume> volumes)
{
    private readonly FrozenDictionary<string, MountedVolume> _byName = volumes.ToFrozenDictionary(volume => volume.Name, StringComparer.Ordinal);

    public static MountedVolumes None { get; } = new([]);

    public MountedVolume? Find(string name) => _byName.GetValueOrDefault(name);
}
