using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Api;

/// <summary>A kind with object metadata, such as a Pod.</summary>
public abstract record ApiObject : ApiKind
{
    internal ObjectMeta? _metadata;

    public ObjectMeta Metadata { get => _metadata ?? ObjectMeta.Empty; init => _metadata = value; }
}
