using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Volumes.Plugins;

/// <summary>Sets up the volumes of one kind of source.</summary>
internal interface IVolumePlugin
{
    bool CanSupport(Volume volume);

    /// <summary>Sets the volume up, or brings it up to date if it stands.</summary>
    /// <exception cref="VolumeMountException">It cannot be, for now; the message says why, without the volume's name.</exception>
    /// <exception cref="IOException">The same, from the file system.</exception>
    ValueTask<MountedVolume> SetUpAsync(VolumeRequest request, CancellationToken cancellationToken);
}
