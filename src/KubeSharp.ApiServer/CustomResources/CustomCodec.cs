using System.Buffers;
using KubeSharp.Api;
using KubeSharp.Api.Custom;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.CustomResources.Schemas;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>
/// The forms of custom objects: stored as JSON. What was written in another version than the present storage version is taken for one of that, unless
/// a webhook has to convert it: then it stays in its version until it is asked for.
/// </summary>
/// <param name="kind">The storage version.</param>
/// <param name="others">The versions that only a webhook can convert.</param>
internal sealed class CustomCodec(CustomKind kind, IReadOnlyDictionary<string, CustomKind> others) : IObjectCodec
{
    public ApiType Type => kind.Type;

    public byte[] EncodeStored(ApiObject value) => [.. JsonCodec.Encode(value), (byte)'\n'];

    public ApiObject DecodeStored(ReadOnlyMemory<byte> stored)
    {
        var written = others.Count > 0 && others.TryGetValue(JsonCodec.PeekTypeMeta(stored.Span).ApiVersion, out var other) ? other : kind;
        var value = (CustomObject)JsonCodec.Decode(written.Type, stored.Span);
        if (written.Schema is not { } schema)
        {
            return value;
        }

        var document = value.Document();
        return Defaulting.Apply(document, schema) ? value.With(document) : value;
    }

    public bool IsCurrent(ReadOnlyMemory<byte> stored) => JsonCodec.PeekTypeMeta(stored.Span).ApiVersion == kind.Type.ApiVersion;

    public void WriteJsonItem(ApiObject value, IBufferWriter<byte> output) => JsonCodec.EncodeBare(value, output);

    public byte[]? EncodeProtobuf(ApiObject value) => null;
}
