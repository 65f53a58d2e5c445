using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api;

/// <summary>A list of objects, such as a PodList.</summary>
public abstract record ApiObjectList : ApiKind
{
    internal ListMeta? _metadata;

    public ListMeta Metadata { get => _metadata ?? ListMeta.Empty; init => _metadata = value; }

    /// <summary>The items, whatever their kind.</summary>
    public abstract IReadOnlyList<ApiObject> Objects { get; }
}
