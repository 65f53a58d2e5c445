using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Storage;

/// <summary>Keeps a deleted claim until no pod uses it.</summary>
internal sealed class ClaimProtectionController : Controller<NamespacedName>
{
    private const string Finalizer = "kubernetes.io/pvc-protection";
    private const string PodsByClaim = "claims";

    private readonly Store<PersistentVolumeClaim> _claims;
    private readonly Store<Pod> _pods;

    public ClaimProtectionController(ControllerContext context)
        : base("persistentvolumeclaim-protection-controller", context, workers: 1, queue: "pvcprotection")
    {
        _claims = context.Informer<PersistentVolumeClaim>().OnAny(claim => Queue.Add(NamespacedName.Of(claim))).Store;
        var pods = context.Informer<Pod>();
        _pods = pods.Store;
        _pods.AddIndex(PodsByClaim, static pod => PodClaims.Of(pod).Select(name => pod.Metadata.Namespace + "/" + name));
        pods.AddHandler(new InformerHandler<Pod>
        {
            Updated = (_, pod) => EnqueueClaimsOf(pod, finished: pod.IsFinished()),
            Deleted = pod => EnqueueClaimsOf(pod, finished: true),
        });
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_claims.Get(key) is not { } claim)
        {
            return;
        }

        if (claim.Metadata.DeletionTimestamp is null)
        {
            await Finalizers.AddAsync(Client, claim, Finalizer, cancellationToken).ConfigureAwait(false);
        }
        else if (!await IsUsedAsync(key, cancellationToken).ConfigureAwait(false))
        {
            await Finalizers.RemoveAsync(Client, claim, Finalizer, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The server has the last word: a pod that the informer does not know yet may be using the claim.</summary>
    private async ValueTask<bool> IsUsedAsync(NamespacedName key, CancellationToken cancellationToken) =>
        _pods.ByIndex(PodsByClaim, key.ToString()).Any(Uses)
        || (await Client.ListAsync<Pod>(key.Namespace, cancellationToken: cancellationToken).ConfigureAwait(false)).Items
            .Any(pod => Uses(pod) && PodClaims.Of(pod).Contains(key.Name));

    /// <summary>A pod that has no node yet does not use its claims.</summary>
    private static bool Uses(Pod pod) => pod.Spec.NodeName.Length > 0 && !pod.IsFinished();

    private void EnqueueClaimsOf(Pod pod, bool finished)
    {
        if (finished)
        {
            foreach (var name in PodClaims.Of(pod))
            {
                Queue.Add(new NamespacedName(pod.Metadata.Namespace, name));
            }
        }
    }
}
