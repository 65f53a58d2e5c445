namespace KubeSharp.Kubelet.Volumes;

/// <summary>A pod's volume as it is ready for containers on this host.</summary>
/// <param name="Name">The volume's name in the pod.</param>
/// <param name="HostPath">Directory or file on the host to mount into containers. For a block volume, the device.</param>
/// <param name="ReadOnly">Whether containers may only read it, whatever their mounts say.</param>
internal sealed record MountedVolume(string Name, string HostPath, bool ReadOnly)
{
    /// <summary>Whether <see cref="HostPath"/> is a block device (for volumeDevices).</summary>
    public bool IsBlockDevice { get; init; }

    /// <summary>
    /// The image to mount (an image volume), as the runtime knows it. Containers then mount the image itself, not <see cref="HostPath"/>.
    /// </summary>
    public string ImageReference { get; init; } = "";
}
