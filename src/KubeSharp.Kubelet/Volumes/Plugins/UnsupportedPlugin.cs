using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Volumes.Plugins;

/// <summary>The last plugin: says which source it is that nobody supports.</summary>
internal sealed class UnsupportedPlugin : IVolumePlugin
{
    public bool CanSupport(Volume volume) => true;

    public ValueTask<MountedVolume> SetUpAsync(VolumeRequest request, CancellationToken cancellationToken) =>
        throw new VolumeMountException($"volume source {Source(request.Volume)} is not supported by this kubelet");

    private static string Source(Volume volume) => volume switch
    {
        { CSI: { } csi } => $"csi (driver {csi.Driver})",
        { Image: not null } => "image",
        { NFS: not null } => "nfs",
        { ISCSI: not null } => "iscsi",
        { FC: not null } => "fc",
        { FlexVolume: not null } => "flexVolume",
        { GitRepo: not null } => "gitRepo",
        _ => "of this type",
    };
}
