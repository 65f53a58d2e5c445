using KubeSharp.Kubelet.Volumes.Projection;

namespace KubeSharp.Kubelet.Volumes;

/// <summary>What is known of a volume that was set up before. Used by one caller at a time.</summary>
internal sealed class VolumeState
{
    /// <summary>The result of the first set-up; null before.</summary>
    public MountedVolume? Mounted { get; set; }

    /// <summary>The content last written to a projected volume.</summary>
    public ProjectedFiles? Written { get; set; }
}
