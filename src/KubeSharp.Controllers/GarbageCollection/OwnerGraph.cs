using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Controllers.GarbageCollection;

/// <summary>
/// Who owns whom, kept up to date by events. An owner that is only heard of is a virtual node until an event shows it, or a look
/// at the server shows that it does not exist.
/// </summary>
/// <param name="attemptToDelete">Called for nodes that may have to be deleted, or let go.</param>
/// <param name="attemptToOrphan">Called for nodes whose dependents are to be set free.</param>
/// <param name="kinds">What references mean.</param>
internal sealed class OwnerGraph(Action<string> attemptToDelete, Action<string> attemptToOrphan, OwnerKinds kinds)
{
    public const string ForegroundFinalizer = "foregroundDeletion";
    public const string OrphanFinalizer = "orphan";

    private readonly Lock _gate = new();
    private readonly Dictionary<string, ObjectNode> _nodes = [];

    public ObjectNode? Find(string uid)
    {
        lock (_gate)
        {
            return _nodes.GetValueOrDefault(uid);
        }
    }

    public List<ObjectNode> DependentsOf(ObjectNode node)
    {
        lock (_gate)
        {
            return [.. node.Dependents];
        }
    }

    public void Observe(ApiResource resource, ObjectMeta metadata)
    {
        lock (_gate)
        {
            var node = _nodes.GetValueOrDefault(metadata.UID);
            if (node is null || (node.IsVirtual && !IsSame(node, resource, metadata)))
            {
                // A reference that names the right UID and otherwise the wrong object does not make a node of it.
                var dependents = node is null ? [] : node.Dependents.ToList();
                node = new ObjectNode(resource, metadata.Namespace, metadata.Name, metadata.UID);
                node.Dependents.UnionWith(dependents);
                dependents.ForEach(dependent => attemptToDelete(dependent.UID));
                _nodes[metadata.UID] = node;
            }

            node.IsVirtual = false;
            SetOwners(node, metadata.OwnerReferences);
            Progress(node, metadata);
        }
    }

    /// <summary>The object is gone, or never was.</summary>
    public void Remove(string uid)
    {
        lock (_gate)
        {
            if (!_nodes.Remove(uid, out var node))
            {
                return;
            }

            foreach (var owner in node.Owners)
            {
                Unlink(node, owner.UID);
            }

            foreach (var dependent in node.Dependents)
            {
                attemptToDelete(dependent.UID);
            }

            if (node.Dependents.Count > 0)
            {
                // Its dependents still refer to it: it stays as a name without an object.
                var left = new ObjectNode(node.Resource, node.Namespace, node.Name, uid) { IsVirtual = true };
                left.Dependents.UnionWith(node.Dependents);
                _nodes[uid] = left;
            }
        }
    }

    private static bool IsSame(ObjectNode node, ApiResource resource, ObjectMeta metadata) =>
        node.Resource == resource && node.Namespace == metadata.Namespace && node.Name == metadata.Name;

    private static bool Has(ObjectMeta metadata, string finalizer) => metadata.Finalizers.FindIndex(other => other == finalizer) >= 0;

    private void SetOwners(ObjectNode node, ApiList<OwnerReference> owners)
    {
        if (node.Owners == owners)
        {
            return;
        }

        var before = node.Owners;
        node.Owners = owners;
        foreach (var owner in before)
        {
            if (owners.FindIndex(other => other.UID == owner.UID) < 0)
            {
                Unlink(node, owner.UID);
            }
            else if (owner.BlockOwnerDeletion == true && !node.Blocks(owner.UID))
            {
                Unblock(owner.UID);
            }
        }

        foreach (var owner in owners)
        {
            Link(node, owner);
        }
    }

    private void Link(ObjectNode node, OwnerReference reference)
    {
        var resource = kinds.Find(reference);
        var ns = resource is { Namespaced: false } ? "" : node.Namespace;
        if (!_nodes.TryGetValue(reference.UID, out var owner))
        {
            owner = new ObjectNode(resource, ns, reference.Name, reference.UID) { IsVirtual = true };
            _nodes[reference.UID] = owner;
            attemptToDelete(owner.UID);
        }
        else if (!owner.IsVirtual && (owner.Resource != resource || owner.Namespace != ns || owner.Name != reference.Name))
        {
            attemptToDelete(node.UID);
        }

        owner.Dependents.Add(node);
    }

    private void Unlink(ObjectNode node, string ownerUid)
    {
        if (!_nodes.TryGetValue(ownerUid, out var owner))
        {
            return;
        }

        owner.Dependents.Remove(node);
        if (owner.IsVirtual && owner.Dependents.Count == 0)
        {
            _nodes.Remove(ownerUid);
        }

        Unblock(ownerUid);
    }

    /// <summary>An owner in foreground deletion may have lost the last dependent that it waits for.</summary>
    private void Unblock(string ownerUid)
    {
        if (_nodes.TryGetValue(ownerUid, out var owner) && owner.IsDeletingDependents)
        {
            attemptToDelete(ownerUid);
        }
    }

    /// <summary>What begins when an object is being deleted.</summary>
    private void Progress(ObjectNode node, ObjectMeta metadata)
    {
        if (metadata.DeletionTimestamp is null)
        {
            return;
        }

        node.IsBeingDeleted = true;
        if (Has(metadata, OrphanFinalizer))
        {
            attemptToOrphan(node.UID);
        }
        else if (Has(metadata, ForegroundFinalizer))
        {
            if (!node.IsDeletingDependents)
            {
                node.IsDeletingDependents = true;
                foreach (var dependent in node.Dependents)
                {
                    attemptToDelete(dependent.UID);
                }
            }

            attemptToDelete(node.UID);
        }
    }
}
