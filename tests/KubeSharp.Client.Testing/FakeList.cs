using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Client.Testing;

/// <summary>A list of any kind.</summary>
internal sealed record FakeList : ApiObjectList
{
    private readonly ApiObject[] _objects;

    public FakeList(ApiObject[] objects, string version)
    {
        _objects = objects;
        Metadata = new ListMeta { ResourceVersion = version };
    }

    public override ApiType ApiType => ApiTypes.Of<PartialObjectMetadataList>();

    public override IReadOnlyList<ApiObject> Objects => _objects;
}
