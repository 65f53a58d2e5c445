using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Controllers.GarbageCollection;

/// <summary>An object in the graph of owners. Everything that changes is guarded by the graph's lock.</summary>
internal sealed class ObjectNode(ApiResource? resource, string ns, string name, string uid)
{
    /// <summary>Null if nobody knows the kind (a virtual node of a kind that is not served).</summary>
    public ApiResource? Resource { get; } = resource;

    public string Namespace { get; } = ns;

    public string Name { get; } = name;

    public string UID { get; } = uid;

    public ApiList<OwnerReference> Owners { get; set; }

    /// <summary>Nodes that name this one as their owner.</summary>
    public HashSet<ObjectNode> Dependents { get; } = [];

    /// <summary>Known from references only; an event about the object itself has not come (yet).</summary>
    public bool IsVirtual { get; set; }

    public bool IsBeingDeleted { get; set; }

    /// <summary>Waits for its dependents to be deleted (foreground deletion).</summary>
    public bool IsDeletingDependents { get; set; }

    /// <summary>Whether this node keeps an owner's foreground deletion from ending.</summary>
    public bool Blocks(string ownerUid)
    {
        foreach (var owner in Owners)
        {
            if (owner.UID == ownerUid)
            {
                return owner.BlockOwnerDeletion == true;
            }
        }

        return false;
    }

    public override string ToString() => $"{Resource?.QualifiedName ?? "?"} {Namespace}/{Name} ({UID})";
}
