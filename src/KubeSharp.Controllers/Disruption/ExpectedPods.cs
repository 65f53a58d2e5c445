using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Scaling;

namespace KubeSharp.Controllers.Disruption;

/// <summary>How many pods the controllers of some pods want to have.</summary>
internal sealed class ExpectedPods
{
    private readonly Store<ReplicationController> _replicationControllers;
    private readonly Store<ReplicaSet> _replicaSets;
    private readonly Store<Deployment> _deployments;
    private readonly Store<StatefulSet> _statefulSets;
    private readonly ScaleClient _scales;
    private readonly ServedKinds _kinds;

    public ExpectedPods(ControllerContext context)
    {
        _replicationControllers = context.Informer<ReplicationController>().Store;
        _replicaSets = context.Informer<ReplicaSet>().Store;
        _deployments = context.Informer<Deployment>().Store;
        _statefulSets = context.Informer<StatefulSet>().Store;
        _scales = new ScaleClient(context.Client);
        _kinds = new ServedKinds(context);
    }

    /// <returns>The sum over all controllers, and the pods that have none.</returns>
    /// <exception cref="BudgetException">A controller cannot be found, or does not say how many pods it wants.</exception>
    public async ValueTask<(int Count, List<string> Unmanaged)> CountAsync(IEnumerable<Pod> pods, CancellationToken cancellationToken)
    {
        Dictionary<string, int> byController = new(StringComparer.Ordinal);
        List<string> unmanaged = [];
        foreach (var pod in pods)
        {
            if (ControllerRefs.Of(pod) is not { } reference)
            {
                unmanaged.Add(pod.Metadata.Name);
            }
            else if (!byController.ContainsKey(reference.UID))
            {
                var (uid, scale) = await FindAsync(pod, reference, cancellationToken).ConfigureAwait(false)
                    ?? throw new BudgetException($"found no controllers for pod \"{pod.Metadata.Name}\"");

                // Replica sets of one deployment are one controller.
                byController[uid] = scale;
                byController.TryAdd(reference.UID, 0);
            }
        }

        return (byController.Values.Sum(), unmanaged);
    }

    private async ValueTask<(string Uid, int Scale)?> FindAsync(Pod pod, OwnerReference reference, CancellationToken cancellationToken)
    {
        var ns = pod.Metadata.Namespace;
        if (reference.IsTo(ApiTypes.Of<ReplicationController>()))
        {
            return Of(_replicationControllers.Get(ns, reference.Name), reference, static value => value.Spec.Replicas);
        }

        if (reference.IsTo(ApiTypes.Of<StatefulSet>()))
        {
            return Of(_statefulSets.Get(ns, reference.Name), reference, static value => value.Spec.Replicas);
        }

        if (reference.IsTo(ApiTypes.Of<ReplicaSet>()))
        {
            var set = _replicaSets.Get(ns, reference.Name);
            return set is not null && set.Metadata.UID == reference.UID && ControllerRefs.Of(set) is { } owner && owner.IsTo(ApiTypes.Of<Deployment>())
                ? Of(_deployments.Get(ns, owner.Name), owner, static value => value.Spec.Replicas)
                : Of(set, reference, static value => value.Spec.Replicas);
        }

        return await ScaleOfAsync(ns, reference, cancellationToken).ConfigureAwait(false);
    }

    private static (string Uid, int Scale)? Of<T>(T? value, OwnerReference reference, Func<T, int?> replicas)
        where T : ApiObject => value is not null && value.Metadata.UID == reference.UID ? (value.Metadata.UID, replicas(value) ?? 1) : null;

    private async ValueTask<(string Uid, int Scale)?> ScaleOfAsync(string ns, OwnerReference reference, CancellationToken cancellationToken)
    {
        var resource = _kinds.Find(reference.APIVersion, reference.Kind)
            ?? throw new BudgetException($"no matches for kind \"{reference.Kind}\" in version \"{reference.APIVersion}\"");
        if (!ScaleClient.HasScale(resource))
        {
            throw new BudgetException($"{resource.QualifiedName} does not implement the scale subresource");
        }

        try
        {
            var scale = await _scales.GetAsync(resource, ns, reference.Name, cancellationToken).ConfigureAwait(false);
            return scale.Metadata.UID == reference.UID ? (scale.Metadata.UID, scale.Spec.Replicas) : null;
        }
        catch (ApiException missing) when (missing.IsNotFound)
        {
            return null;
        }
    }
}
