using System.Buffers;
using KubeSharp.Api;
using KubeSharp.Api.Custom;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>The forms of custom objects: stored as JSON in the storage version, whichever version they were once written in.</summary>
internal sealed class CustomCodec(CustomKind kind, ResourceStrategy strategy) : IObjectCodec
{
    public ApiType Type => kind.Type;

    public byte[] EncodeStored(ApiObject value) => [.. JsonCodec.Encode(value), (byte)'\n'];

    public ApiObject DecodeStored(ReadOnlyMemory<byte> stored) => strategy.Default((ApiObject)JsonCodec.Decode(kind.Type, stored.Span));

    public void WriteJsonItem(ApiObject value, IBufferWriter<byte> output) => JsonCodec.EncodeBare(value, output);

    public byte[]? EncodeProtobuf(ApiObject value) => null;
}
