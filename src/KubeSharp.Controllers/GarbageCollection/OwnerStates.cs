using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Controllers.GarbageCollection;

/// <summary>The owners of an object by what has become of them.</summary>
internal sealed class OwnerStates
{
    /// <summary>Alive, or not ours to judge.</summary>
    public List<OwnerReference> Solid { get; } = [];

    /// <summary>Do not exist.</summary>
    public List<OwnerReference> Dangling { get; } = [];

    /// <summary>In foreground deletion: they wait for this object.</summary>
    public List<OwnerReference> Waiting { get; } = [];
}
