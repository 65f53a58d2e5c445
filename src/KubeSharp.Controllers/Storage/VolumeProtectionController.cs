using KubeSharp.Api.Core.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Storage;

/// <summary>Keeps a deleted volume as long as it is bound.</summary>
internal sealed class VolumeProtectionController : Controller<string>
{
    private const string Finalizer = "kubernetes.io/pv-protection";

    private readonly Store<PersistentVolume> _volumes;

    public VolumeProtectionController(ControllerContext context)
        : base("persistentvolume-protection-controller", context, workers: 1, queue: "pvprotection") =>
        _volumes = context.Informer<PersistentVolume>().OnAny(volume => Queue.Add(volume.Metadata.Name)).Store;

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_volumes.Get("", key) is not { } volume)
        {
            return;
        }

        if (volume.Metadata.DeletionTimestamp is null)
        {
            await Finalizers.AddAsync(Client, volume, Finalizer, cancellationToken).ConfigureAwait(false);
        }
        else if (volume.Status.Phase != PersistentVolumePhase.VolumeBound)
        {
            await Finalizers.RemoveAsync(Client, volume, Finalizer, cancellationToken).ConfigureAwait(false);
        }
    }
}
