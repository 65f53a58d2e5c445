using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Storage;

/// <summary>Makes the claims of generic ephemeral volumes (KEP-1698). Each is owned by its pod and goes with it.</summary>
internal sealed class EphemeralVolumeController : Controller<NamespacedName>
{
    private readonly Store<Pod> _pods;
    private readonly Store<PersistentVolumeClaim> _claims;
    private readonly IEventRecorder _events;

    public EphemeralVolumeController(ControllerContext context)
        : base("ephemeral-volume-controller", context, workers: 1, queue: "ephemeral_volume")
    {
        var pods = context.Informer<Pod>();
        pods.AddHandler(new InformerHandler<Pod> { Added = Enqueue });
        _pods = pods.Store;
        var claims = context.Informer<PersistentVolumeClaim>();
        claims.AddHandler(new InformerHandler<PersistentVolumeClaim> { Deleted = EnqueueOwner });
        _claims = claims.Store;
        _events = context.Events("ephemeral_volume");
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key) is not { } pod || !pod.IsActive())
        {
            return;
        }

        foreach (var volume in pod.Spec.Volumes)
        {
            if (volume.Ephemeral?.VolumeClaimTemplate is { } template)
            {
                await EnsureAsync(pod, PodClaims.NameOf(pod, volume), template, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask EnsureAsync(Pod pod, string name, PersistentVolumeClaimTemplate template, CancellationToken cancellationToken)
    {
        if (_claims.Get(pod.Metadata.Namespace, name) is { } existing)
        {
            if (!ControllerRefs.IsControlledBy(existing, pod))
            {
                throw new InvalidOperationException($"PVC {pod.Metadata.Namespace}/{name} was not created for pod {pod.Metadata.Namespace}/{pod.Metadata.Name} (pod is not owner)");
            }

            return;
        }

        try
        {
            await Client.CreateAsync(
                new PersistentVolumeClaim
                {
                    Metadata = new ObjectMeta
                    {
                        Namespace = pod.Metadata.Namespace,
                        Name = name,
                        Labels = template.Metadata.Labels,
                        Annotations = template.Metadata.Annotations,
                        OwnerReferences = [ControllerRefs.To(pod)],
                    },
                    Spec = template.Spec,
                },
                cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (!refused.IsAlreadyExists)
        {
            _events.Record(pod, Api.Core.V1.Constants.EventTypeWarning, "EphemeralVolumeCreationFailed", $"ephemeral volume {name}: create PVC {name}: {refused.Message}");
            throw;
        }
    }

    private void Enqueue(Pod pod)
    {
        if (pod.IsActive() && pod.Spec.Volumes.Any(static volume => volume.Ephemeral is not null))
        {
            Queue.Add(NamespacedName.Of(pod));
        }
    }

    private void EnqueueOwner(PersistentVolumeClaim claim)
    {
        if (ControllerRefs.Of(claim) is { Kind: "Pod" } owner)
        {
            Queue.Add(new NamespacedName(claim.Metadata.Namespace, owner.Name));
        }
    }
}
