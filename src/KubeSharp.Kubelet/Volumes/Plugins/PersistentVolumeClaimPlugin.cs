using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.Native;

namespace KubeSharp.Kubelet.Volumes.Plugins;

/// <summary>The volume behind a bound claim: hostPath and local ones. They are mounted from where they lie.</summary>
internal sealed class PersistentVolumeClaimPlugin(KubeClient client) : IVolumePlugin
{
    public bool CanSupport(Volume volume) => volume.PersistentVolumeClaim is not null || volume.Ephemeral is not null;

    public async ValueTask<MountedVolume> SetUpAsync(VolumeRequest request, CancellationToken cancellationToken)
    {
        if (request.State.Mounted is { } mounted)
        {
            return mounted;
        }

        var volume = await BoundVolumeAsync(request, cancellationToken);
        var readOnly = request.Volume.PersistentVolumeClaim?.ReadOnly ?? false;
        return request.State.Mounted = volume.Spec switch
        {
            { Local: { } local, VolumeMode: PersistentVolumeMode.PersistentVolumeBlock } => Block(request, local.Path, readOnly),
            { Local: { } local } => Local(request, local.Path, readOnly),
            { HostPath: { } hostPath } => new MountedVolume(request.Volume.Name, HostPathPlugin.Check(hostPath), readOnly),
            _ => throw new VolumeMountException(
                $"persistent volume \"{volume.Metadata.Name}\" has a source that this kubelet does not support; it supports local and hostPath"),
        };
    }

    private static MountedVolume Local(VolumeRequest request, string path, bool readOnly)
    {
        if (!Directory.Exists(path))
        {
            throw new VolumeMountException($"path \"{path}\" does not exist");
        }

        if (!readOnly)
        {
            VolumeOwnership.Apply(path, request.FSGroup, request.FSGroupChangePolicy);
        }

        return new MountedVolume(request.Volume.Name, path, readOnly);
    }

    private static MountedVolume Block(VolumeRequest request, string path, bool readOnly) =>
        FileStatus.Of(path)?.Kind == FileKind.BlockDevice
            ? new MountedVolume(request.Volume.Name, path, readOnly) { IsBlockDevice = true }
            : throw new VolumeMountException($"path \"{path}\" is not a block device");

    private async Task<PersistentVolume> BoundVolumeAsync(VolumeRequest request, CancellationToken cancellationToken)
    {
        var pod = request.Pod;
        var name = request.Volume.PersistentVolumeClaim?.ClaimName ?? $"{pod.Metadata.Name}-{request.Volume.Name}";
        var ns = pod.Metadata.Namespace;
        var about = $"error processing PVC {ns}/{name}";
        try
        {
            var claim = await client.GetAsync<PersistentVolumeClaim>(ns, name, cancellationToken);
            if (request.Volume.Ephemeral is not null && !claim.Metadata.OwnerReferences.Any(owner => owner.UID == pod.Metadata.UID))
            {
                throw new VolumeMountException($"{about}: PVC was not created for pod {ns}/{pod.Metadata.Name} (pod is not owner)");
            }

            if (claim.Metadata.DeletionTimestamp is not null && claim.Metadata.Finalizers.Count == 0)
            {
                throw new VolumeMountException($"{about}: PVC is being deleted");
            }

            if (claim.Status.Phase != PersistentVolumeClaimPhase.ClaimBound || claim.Spec.VolumeName.Length == 0)
            {
                throw new VolumeMountException($"{about}: PVC is not bound");
            }

            var volume = await client.GetAsync<PersistentVolume>("", claim.Spec.VolumeName, cancellationToken);
            if (volume.Spec.ClaimRef is not { } bound || bound.UID != claim.Metadata.UID)
            {
                throw new VolumeMountException($"{about}: PV {volume.Metadata.Name} is not bound to this PVC");
            }

            return volume;
        }
        catch (ApiException exception)
        {
            throw new VolumeMountException($"{about}: failed to fetch PVC from API server: {exception.Message}", exception);
        }
    }
}
