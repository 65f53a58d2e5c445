using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Storage;

/// <summary>The claims' half of the persistent volume binder: finds each claim its volume, or asks a provisioner for one.</summary>
internal sealed class ClaimBinderController : Controller<NamespacedName>
{
    private const string NoProvisioner = "kubernetes.io/no-provisioner";
    private const string WaitForFirstConsumer = "WaitForFirstConsumer";

    private readonly Store<PersistentVolumeClaim> _claims;
    private readonly Store<PersistentVolume> _volumes;
    private readonly Store<StorageClass> _classes;
    private readonly VolumeBinding _binding;
    private readonly IEventRecorder _events;

    /// <summary>One worker: two claims must not choose the same volume.</summary>
    public ClaimBinderController(ControllerContext context)
        : base("persistentvolume-binder-controller", context, workers: 1, queue: "claims")
    {
        _claims = context.Informer<PersistentVolumeClaim>().OnAny(claim => Queue.Add(NamespacedName.Of(claim))).Store;
        _volumes = context.Informer<PersistentVolume>().OnAny(EnqueueClaims).Store;
        _classes = context.Informer<StorageClass>().OnAny(_ => EnqueuePending()).Store;
        _binding = new VolumeBinding(context.Client);
        _events = context.Events("persistentvolume-controller");
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_claims.Get(key) is not { } claim)
        {
            return;
        }

        if (claim.IsBindCompleted())
        {
            await KeepBoundAsync(claim, cancellationToken).ConfigureAwait(false);
        }
        else if (claim.Spec.VolumeName.Length > 0)
        {
            await BindNamedAsync(claim, cancellationToken).ConfigureAwait(false);
        }
        else if (claim.Metadata.DeletionTimestamp is null)
        {
            await FindVolumeAsync(claim, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>A claim that has been bound once either still is, or has lost its data.</summary>
    private async ValueTask KeepBoundAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        if (claim.Spec.VolumeName.Length == 0)
        {
            await LoseAsync(claim, "ClaimLost", "Bound claim has lost reference to PersistentVolume. Data on the volume is lost!", cancellationToken).ConfigureAwait(false);
            return;
        }

        // The volume may be newer than what the informer knows.
        var volume = _volumes.Get("", claim.Spec.VolumeName)
            ?? await Client.FindAsync<PersistentVolume>("", claim.Spec.VolumeName, cancellationToken).ConfigureAwait(false);
        if (volume is null)
        {
            await LoseAsync(claim, "ClaimLost", "Bound claim has lost its PersistentVolume. Data on the volume is lost!", cancellationToken).ConfigureAwait(false);
        }
        else if (volume.Spec.ClaimRef is null || volume.IsFor(claim))
        {
            await _binding.BindAsync(volume, claim, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await LoseAsync(claim, "ClaimMisbound", "Two claims are bound to the same volume, this one is bound incorrectly", cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The user has chosen the volume.</summary>
    private async ValueTask BindNamedAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var volume = _volumes.Get("", claim.Spec.VolumeName);
        if (volume is not null && volume.Spec.ClaimRef is null && VolumeMatching.Mismatch(claim, volume) is { } mismatch)
        {
            _events.Record(claim, Constants.EventTypeWarning, "VolumeMismatch", $"Cannot bind to requested volume \"{volume.Metadata.Name}\": {mismatch}");
            volume = null;
        }

        if (volume is not null && (volume.Spec.ClaimRef is null || volume.IsFor(claim)))
        {
            await _binding.BindAsync(volume, claim, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            await _binding.SetPhaseAsync(claim, PersistentVolumeClaimPhase.ClaimPending, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FindVolumeAsync(PersistentVolumeClaim claim, CancellationToken cancellationToken)
    {
        var className = claim.StorageClass();
        var storageClass = className.Length > 0 ? _classes.Get("", className) : null;
        var delayed = storageClass?.VolumeBindingMode == WaitForFirstConsumer && !claim.Metadata.Annotations.ContainsKey(VolumeAnnotations.SelectedNode);
        if (VolumeMatching.Find(claim, _volumes.List(), reservedOnly: storageClass?.VolumeBindingMode == WaitForFirstConsumer) is { } volume)
        {
            await _binding.BindAsync(volume, claim, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (delayed)
        {
            _events.Record(claim, Constants.EventTypeNormal, WaitForFirstConsumer, "waiting for first consumer to be created before binding");
        }
        else if (className.Length == 0)
        {
            _events.Record(claim, Constants.EventTypeNormal, "FailedBinding", "no persistent volumes available for this claim and no storage class is set");
        }
        else if (storageClass is null)
        {
            _events.Record(claim, Constants.EventTypeWarning, "ProvisioningFailed", $"storageclass.storage.k8s.io \"{className}\" not found");
        }
        else if (storageClass.Provisioner != NoProvisioner)
        {
            claim = await AskAsync(claim, storageClass.Provisioner, cancellationToken).ConfigureAwait(false);
        }

        await _binding.SetPhaseAsync(claim, PersistentVolumeClaimPhase.ClaimPending, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<PersistentVolumeClaim> AskAsync(PersistentVolumeClaim claim, string provisioner, CancellationToken cancellationToken)
    {
        if (claim.Metadata.Annotations.GetValueOrDefault(VolumeAnnotations.Provisioner) != provisioner)
        {
            var annotations = claim.Metadata.Annotations.Set(VolumeAnnotations.Provisioner, provisioner).Set(VolumeAnnotations.BetaProvisioner, provisioner);
            claim = await Client.UpdateAsync(
                claim with { Metadata = claim.Metadata with { Annotations = annotations } }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }

        _events.Record(
            claim,
            Constants.EventTypeNormal,
            "ExternalProvisioning",
            $"Waiting for a volume to be created either by the external provisioner '{provisioner}' or manually by the system administrator. If volume creation is delayed, please verify that the provisioner is running and correctly registered.");
        return claim;
    }

    private async ValueTask LoseAsync(PersistentVolumeClaim claim, string reason, string message, CancellationToken cancellationToken)
    {
        if (claim.Status.Phase != PersistentVolumeClaimPhase.ClaimLost)
        {
            await _binding.SetPhaseAsync(claim, PersistentVolumeClaimPhase.ClaimLost, cancellationToken).ConfigureAwait(false);
            _events.Record(claim, Constants.EventTypeWarning, reason, message);
        }
    }

    private void EnqueueClaims(PersistentVolume volume)
    {
        if (volume.Spec.ClaimRef is { } reference)
        {
            Queue.Add(new NamespacedName(reference.Namespace, reference.Name));
        }
        else
        {
            EnqueuePending();
        }
    }

    private void EnqueuePending()
    {
        foreach (var claim in _claims.List())
        {
            if (claim.Status.Phase != PersistentVolumeClaimPhase.ClaimBound)
            {
                Queue.Add(NamespacedName.Of(claim));
            }
        }
    }
}
