using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Storage.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Storage;

/// <summary>Keeps a deleted VolumeAttributesClass as long as a volume or a claim has it, or is on its way to it.</summary>
internal sealed class AttributesClassProtectionController : Controller<string>
{
    private const string Finalizer = "kubernetes.io/vac-protection";
    private const string ByClass = "attributesClass";

    private readonly Store<VolumeAttributesClass> _classes;
    private readonly Store<PersistentVolume> _volumes;
    private readonly Store<PersistentVolumeClaim> _claims;

    public AttributesClassProtectionController(ControllerContext context)
        : base("volumeattributesclass-protection-controller", context, workers: 1, queue: "vacprotection")
    {
        _classes = context.Informer<VolumeAttributesClass>().OnAny(value => Queue.Add(value.Metadata.Name)).Store;
        var volumes = context.Informer<PersistentVolume>();
        volumes.Store.AddIndex(ByClass, ClassesOf);
        volumes.AddHandler(new InformerHandler<PersistentVolume>
        {
            Updated = (old, volume) => Released(ClassesOf(old).Except(ClassesOf(volume))),
            Deleted = volume => Released(ClassesOf(volume)),
        });
        _volumes = volumes.Store;
        var claims = context.Informer<PersistentVolumeClaim>();
        claims.Store.AddIndex(ByClass, ClassesOf);
        claims.AddHandler(new InformerHandler<PersistentVolumeClaim>
        {
            Updated = (old, claim) => Released(ClassesOf(old).Except(ClassesOf(claim))),
            Deleted = claim => Released(ClassesOf(claim)),
        });
        _claims = claims.Store;
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_classes.Get("", key) is not { } value)
        {
            return;
        }

        if (value.Metadata.DeletionTimestamp is null)
        {
            await Finalizers.AddAsync(Client, value, Finalizer, cancellationToken).ConfigureAwait(false);
        }
        else if (_volumes.ByIndex(ByClass, key).Count == 0 && _claims.ByIndex(ByClass, key).Count == 0)
        {
            await Finalizers.RemoveAsync(Client, value, Finalizer, cancellationToken).ConfigureAwait(false);
        }
    }

    private static IEnumerable<string> ClassesOf(PersistentVolume volume) => Names(volume.Spec.VolumeAttributesClassName);

    private static IEnumerable<string> ClassesOf(PersistentVolumeClaim claim) => Names(
        claim.Spec.VolumeAttributesClassName,
        claim.Status.CurrentVolumeAttributesClassName,
        claim.Status.ModifyVolumeStatus?.TargetVolumeAttributesClassName);

    private static IEnumerable<string> Names(params string?[] names) => names.Where(static name => !string.IsNullOrEmpty(name)).Select(static name => name!).Distinct();

    private void Released(IEnumerable<string> classes)
    {
        foreach (var name in classes)
        {
            Queue.Add(name);
        }
    }
}
