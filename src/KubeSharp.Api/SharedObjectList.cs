using KubeSharp.Api.Json;
using KubeSharp.Api.Protobuf;

namespace KubeSharp.Api;

/// <summary>
/// A list handed over within one process: it refers to objects that others share. It has the kind of the real list and is never
/// encoded.
/// </summary>
public sealed record SharedObjectList(ApiType ListType, IReadOnlyList<ApiObject> Shared) : ApiObjectList
{
    public override ApiType ApiType => ListType;

    public override IReadOnlyList<ApiObject> Objects => Shared;

    public override StructSchema GetStructSchema() => ListType.Schema;

    internal override ApiKind New() => throw NotEncoded();

    internal override void ReadJson(ref JsonCursor cursor) => throw NotEncoded();

    internal override void WriteJsonFields(ref JsonOutput output) => throw NotEncoded();

    internal override void ReadProto(ref ProtoReader reader) => throw NotEncoded();

    internal override void WriteProto(ref ProtoWriter writer) => throw NotEncoded();

    private static InvalidOperationException NotEncoded() => new("A list that is shared within the process has no encoded form.");
}
