using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;

namespace KubeSharp.Controllers.Storage;

/// <summary>
/// Ties a volume and a claim to each other in four writes. A crash between any two of them is mended by doing all of them again:
/// 1. volume.spec.claimRef, 2. volume.status.phase, 3. claim.spec.volumeName, 4. claim.status.
/// </summary>
internal sealed class VolumeBinding(KubeClient client)
{
    public async ValueTask BindAsync(PersistentVolume volume, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        volume = await ReserveAsync(volume, claim, cancellationToken).ConfigureAwait(false);
        await SetPhaseAsync(volume, PersistentVolumePhase.VolumeBound, cancellationToken).ConfigureAwait(false);
        claim = await NameVolumeAsync(claim, volume, cancellationToken).ConfigureAwait(false);
        await SetBoundAsync(claim, volume, cancellationToken).ConfigureAwait(false);
    }

    public async ValueTask SetPhaseAsync(PersistentVolume volume, string phase, CancellationToken cancellationToken)
    {
        if (volume.Status.Phase != phase)
        {
            await client.UpdateStatusAsync(
                volume with { Status = volume.Status with { Phase = phase, Message = "", Reason = "" } },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    public async ValueTask SetPhaseAsync(PersistentVolumeClaim claim, string phase, CancellationToken cancellationToken)
    {
        if (claim.Status.Phase != phase)
        {
            await client.UpdateStatusAsync(
                claim with { Status = claim.Status with { Phase = phase, AccessModes = default, Capacity = default } },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Undoes what the binder did to a volume; a reservation that a user made keeps its name.</summary>
    public async ValueTask ReleaseAsync(PersistentVolume volume, CancellationToken cancellationToken)
    {
        var byController = volume.Metadata.Annotations.ContainsKey(VolumeAnnotations.BoundByController);
        var released = await client.UpdateAsync(
            volume with
            {
                Metadata = volume.Metadata with { Annotations = volume.Metadata.Annotations.Remove(VolumeAnnotations.BoundByController) },
                Spec = volume.Spec with
                {
                    ClaimRef = byController ? null : volume.Spec.ClaimRef! with { UID = "", ResourceVersion = "" },
                },
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
        await SetPhaseAsync(released, PersistentVolumePhase.VolumeAvailable, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PersistentVolume> ReserveAsync(PersistentVolume volume, PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (volume.IsBoundTo(claim))
        {
            return volume;
        }

        var annotations = volume.Spec.ClaimRef is null
            ? volume.Metadata.Annotations.Set(VolumeAnnotations.BoundByController, "yes")
            : volume.Metadata.Annotations;
        return await client.UpdateAsync(
            volume with
            {
                Metadata = volume.Metadata with { Annotations = annotations },
                Spec = volume.Spec with { ClaimRef = ObjectReferences.To(claim) },
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PersistentVolumeClaim> NameVolumeAsync(PersistentVolumeClaim claim, PersistentVolume volume, CancellationToken cancellationToken)
    {
        if (claim.Spec.VolumeName == volume.Metadata.Name && claim.IsBindCompleted())
        {
            return claim;
        }

        var annotations = claim.Metadata.Annotations.Set(VolumeAnnotations.BindCompleted, "yes");
        if (claim.Spec.VolumeName.Length == 0)
        {
            annotations = annotations.Set(VolumeAnnotations.BoundByController, "yes");
        }

        return await client.UpdateAsync(
            claim with
            {
                Metadata = claim.Metadata with { Annotations = annotations },
                Spec = claim.Spec with { VolumeName = volume.Metadata.Name },
            },
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The size is taken over once: later only a resize changes it.</summary>
    private async ValueTask SetBoundAsync(PersistentVolumeClaim claim, PersistentVolume volume, CancellationToken cancellationToken)
    {
        var capacity = claim.Status.Phase == PersistentVolumeClaimPhase.ClaimBound && claim.Status.Capacity.ContainsKey("storage")
            ? claim.Status.Capacity
            : ApiMap<Quantity>.From([new("storage", volume.Spec.Capacity.GetValueOrDefault("storage"))]);
        var status = claim.Status with
        {
            Phase = PersistentVolumeClaimPhase.ClaimBound,
            AccessModes = volume.Spec.AccessModes,
            Capacity = capacity,
        };
        if (status != claim.Status)
        {
            await client.UpdateStatusAsync(claim with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }
}
