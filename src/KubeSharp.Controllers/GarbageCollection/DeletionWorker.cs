using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Controllers.GarbageCollection;

/// <summary>Decides about one object: keep it, let go of dead owners, or delete it.</summary>
internal sealed class DeletionWorker(OwnerGraph graph, MetadataClient client, OwnerKinds kinds)
{
    public async ValueTask AttemptAsync(string uid, CancellationToken cancellationToken)
    {
        if (graph.Find(uid) is not { } node || (node.IsBeingDeleted && !node.IsDeletingDependents) || (!node.IsVirtual && !node.IsDeletingDependents && node.Owners.Count == 0))
        {
            return;
        }

        if (node.Resource is not { } resource || (node.IsVirtual && resource.Namespaced && node.Namespace.Length == 0))
        {
            // Of a kind that nobody serves, or in a namespace that nobody can name: not ours to judge.
            return;
        }

        var live = await client.FindAsync(resource, node.Namespace, node.Name, cancellationToken).ConfigureAwait(false);
        if (live is null || live.UID != uid)
        {
            await VanishAsync(node, cancellationToken).ConfigureAwait(false);
        }
        else if (node.IsDeletingDependents)
        {
            await FinishForegroundAsync(node, resource, live, cancellationToken).ConfigureAwait(false);
        }
        else if (live.OwnerReferences.Count > 0)
        {
            await JudgeAsync(node, resource, live, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Sets the dependents free and then lets the object itself go.</summary>
    public async ValueTask OrphanAsync(string uid, CancellationToken cancellationToken)
    {
        if (graph.Find(uid) is not { Resource: { } resource } node)
        {
            return;
        }

        foreach (var dependent in graph.DependentsOf(node))
        {
            if (dependent.Resource is { } kind
                && await client.FindAsync(kind, dependent.Namespace, dependent.Name, cancellationToken).ConfigureAwait(false) is { } metadata
                && metadata.UID == dependent.UID)
            {
                var owners = metadata.OwnerReferences.RemoveAll(owner => owner.UID == uid);
                if (owners.Count < metadata.OwnerReferences.Count)
                {
                    await client.SetOwnersAsync(kind, metadata, owners, cancellationToken).ConfigureAwait(false);
                }
            }
        }

        if (await client.FindAsync(resource, node.Namespace, node.Name, cancellationToken).ConfigureAwait(false) is { } live && live.UID == uid)
        {
            await client.RemoveFinalizerAsync(resource, live, OwnerGraph.OrphanFinalizer, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask VanishAsync(ObjectNode node, CancellationToken cancellationToken)
    {
        if (!node.IsVirtual)
        {
            graph.Remove(node.UID);
            return;
        }

        foreach (var dependent in graph.DependentsOf(node))
        {
            await AttemptAsync(dependent.UID, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask FinishForegroundAsync(ObjectNode node, ApiResource resource, ObjectMeta live, CancellationToken cancellationToken)
    {
        var blocking = graph.DependentsOf(node).FindAll(dependent => dependent.Blocks(node.UID));
        if (blocking.Count == 0)
        {
            await client.RemoveFinalizerAsync(resource, live, OwnerGraph.ForegroundFinalizer, cancellationToken).ConfigureAwait(false);
            return;
        }

        foreach (var dependent in blocking)
        {
            if (!dependent.IsBeingDeleted)
            {
                await AttemptAsync(dependent.UID, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask JudgeAsync(ObjectNode node, ApiResource resource, ObjectMeta live, CancellationToken cancellationToken)
    {
        var owners = await ClassifyAsync(live, cancellationToken).ConfigureAwait(false);
        if (owners.Solid.Count > 0)
        {
            if (owners.Solid.Count < live.OwnerReferences.Count)
            {
                await client.SetOwnersAsync(resource, live, ApiList<OwnerReference>.From(owners.Solid), cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        var dependents = graph.DependentsOf(node);
        if (owners.Waiting.Count > 0 && dependents.Count > 0)
        {
            if (dependents.Exists(static dependent => dependent.IsDeletingDependents))
            {
                live = await BreakCircleAsync(node, resource, live, cancellationToken).ConfigureAwait(false) ?? live;
            }

            await client.DeleteAsync(resource, live, DeletionPropagation.DeletePropagationForeground, cancellationToken).ConfigureAwait(false);
            return;
        }

        var propagation = live.Finalizers.Contains(OwnerGraph.OrphanFinalizer) ? DeletionPropagation.DeletePropagationOrphan
            : live.Finalizers.Contains(OwnerGraph.ForegroundFinalizer) ? DeletionPropagation.DeletePropagationForeground
            : DeletionPropagation.DeletePropagationBackground;
        await client.DeleteAsync(resource, live, propagation, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Two objects in foreground deletion that own each other would wait for ever: this one stops blocking.</summary>
    private async ValueTask<ObjectMeta?> BreakCircleAsync(ObjectNode node, ApiResource resource, ObjectMeta live, CancellationToken cancellationToken)
    {
        var owners = ApiList<OwnerReference>.From(live.OwnerReferences.Select(static owner => owner with { BlockOwnerDeletion = false }));
        await client.SetOwnersAsync(resource, live, owners, cancellationToken).ConfigureAwait(false);
        return await client.FindAsync(resource, node.Namespace, node.Name, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<OwnerStates> ClassifyAsync(ObjectMeta live, CancellationToken cancellationToken)
    {
        var states = new OwnerStates();
        foreach (var reference in live.OwnerReferences)
        {
            if (kinds.Find(reference) is not { } resource || (resource.Namespaced && live.Namespace.Length == 0))
            {
                // An unknown kind, or an owner in a namespace that a cluster-scoped object cannot name.
                states.Solid.Add(reference);
                continue;
            }

            var owner = await client.FindOwnerAsync(resource, resource.Namespaced ? live.Namespace : "", reference, cancellationToken).ConfigureAwait(false);
            var list = owner is null ? states.Dangling
                : owner.DeletionTimestamp is not null && owner.Finalizers.Contains(OwnerGraph.ForegroundFinalizer) ? states.Waiting
                : states.Solid;
            list.Add(reference);
        }

        return states;
    }
}
