using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Native;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Volumes.Projection;

namespace KubeSharp.Kubelet.Volumes.Plugins;

/// <summary>
/// configMap, secret, downwardAPI and projected volumes: files made from API objects. All but configMap lie on a tmpfs, so that
/// secrets never reach a disk.
/// </summary>
internal sealed class ProjectionPlugin(PodPaths paths, ProjectionSource source, TimeProvider time) : IVolumePlugin
{
    private const UnixFileMode Everyone = (UnixFileMode)0b111_111_111;

    public bool CanSupport(Volume volume) => PluginName(volume) is not null;

    public async ValueTask<MountedVolume> SetUpAsync(VolumeRequest request, CancellationToken cancellationToken)
    {
        var files = await source.CollectAsync(request, cancellationToken);
        var state = request.State;
        if (state is { Mounted: { } mounted, Written: { } written } && written.SameAs(files))
        {
            return mounted;
        }

        var path = paths.Volume(request.Pod.Metadata.UID, PluginName(request.Volume)!, request.Volume.Name);
        if (state.Mounted is null)
        {
            Directory.CreateDirectory(path);
            if (request.Volume.ConfigMap is null && !Mounts.IsMountPoint(path))
            {
                Mounts.Tmpfs(path, "");
            }

            File.SetUnixFileMode(path, Everyone | (request.FSGroup is null ? 0 : UnixFileMode.SetGroup));
            VolumeOwnership.Give(path, null, (uint?)request.FSGroup);
        }

        AtomicWriter.Write(path, files, (uint?)request.FSGroup, time.GetUtcNow());
        state.Written = files;
        return state.Mounted ??= new MountedVolume(request.Volume.Name, path, ReadOnly: true);
    }

    private static string? PluginName(Volume volume) => volume switch
    {
        { ConfigMap: not null } => "kubernetes.io/configmap",
        { Secret: not null } => "kubernetes.io/secret",
        { DownwardAPI: not null } => "kubernetes.io/downward-api",
        { Projected: not null } => "kubernetes.io/projected",
        _ => null,
    };
}
