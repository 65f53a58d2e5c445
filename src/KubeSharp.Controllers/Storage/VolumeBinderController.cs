using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Storage;

/// <summary>
/// The volumes' half of the persistent volume binder: keeps their phase, and releases those whose claim is gone. Deleting a released volume is
/// up to the provisioner that made it.
/// </summary>
internal sealed class VolumeBinderController : Controller<string>
{
    private readonly Store<PersistentVolume> _volumes;
    private readonly Store<PersistentVolumeClaim> _claims;
    private readonly VolumeBinding _binding;
    private readonly IEventRecorder _events;

    public VolumeBinderController(ControllerContext context)
        : base("persistentvolume-binder-controller", context, workers: 1, queue: "volumes")
    {
        _volumes = context.Informer<PersistentVolume>().OnAny(volume => Queue.Add(volume.Metadata.Name)).Store;
        _claims = context.Informer<PersistentVolumeClaim>().OnAny(EnqueueVolume).Store;
        _binding = new VolumeBinding(context.Client);
        _events = context.Events("persistentvolume-controller");
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_volumes.Get("", key) is not { } volume)
        {
            return;
        }

        if (volume.Spec.ClaimRef is not { UID.Length: > 0 } reference)
        {
            await _binding.SetPhaseAsync(volume, PersistentVolumePhase.VolumeAvailable, cancellationToken).ConfigureAwait(false);
            return;
        }

        var claim = _claims.Get(reference.Namespace, reference.Name);
        if (claim?.Metadata.UID != reference.UID)
        {
            // Asked of the server before data may be lost: the informer of claims may lag behind that of volumes.
            claim = await Client.FindAsync<PersistentVolumeClaim>(reference.Namespace, reference.Name, cancellationToken).ConfigureAwait(false);
        }

        if (claim?.Metadata.UID != reference.UID)
        {
            await ReleaseAsync(volume, cancellationToken).ConfigureAwait(false);
        }
        else if (claim.Spec.VolumeName == key)
        {
            await _binding.SetPhaseAsync(volume, PersistentVolumePhase.VolumeBound, cancellationToken).ConfigureAwait(false);
        }
        else if (claim.Spec.VolumeName.Length > 0)
        {
            await GiveUpAsync(volume, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The claim has taken another volume. One that was made for it has no use any more; others are free again.</summary>
    private ValueTask GiveUpAsync(PersistentVolume volume, CancellationToken cancellationToken) =>
        volume.Metadata.Annotations.ContainsKey(VolumeAnnotations.ProvisionedBy)
            && volume.Spec.PersistentVolumeReclaimPolicy == PersistentVolumeReclaimPolicy.PersistentVolumeReclaimDelete
            ? ReleaseAsync(volume, cancellationToken)
            : _binding.ReleaseAsync(volume, cancellationToken);

    private async ValueTask ReleaseAsync(PersistentVolume volume, CancellationToken cancellationToken)
    {
        if (volume.Status.Phase is PersistentVolumePhase.VolumeReleased or PersistentVolumePhase.VolumeFailed)
        {
            return;
        }

        await _binding.SetPhaseAsync(volume, PersistentVolumePhase.VolumeReleased, cancellationToken).ConfigureAwait(false);
        if (volume.Spec.PersistentVolumeReclaimPolicy == PersistentVolumeReclaimPolicy.PersistentVolumeReclaimRecycle)
        {
            _events.Record(
                volume, Constants.EventTypeWarning, "VolumeFailedRecycle", "Recycling is deprecated and not supported: delete the volume, or remove its claimRef after cleaning it");
        }
        else if (volume.Spec.PersistentVolumeReclaimPolicy == PersistentVolumeReclaimPolicy.PersistentVolumeReclaimDelete
            && !volume.Metadata.Annotations.ContainsKey(VolumeAnnotations.ProvisionedBy))
        {
            _events.Record(volume, Constants.EventTypeWarning, "VolumeFailedDelete", "No provisioner made this volume, so there is none to delete it");
        }
    }

    private void EnqueueVolume(PersistentVolumeClaim claim)
    {
        if (claim.Spec.VolumeName.Length > 0)
        {
            Queue.Add(claim.Spec.VolumeName);
        }
    }
}
