using System.Buffers;
using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>The forms of a built-in kind: stored as the protobuf envelope, defaulted when read back.</summary>
internal sealed class BuiltInCodec(ResourceStrategy strategy) : IObjectCodec
{
    public ApiType Type => strategy.Type;

    public byte[] EncodeStored(ApiObject value) => ProtobufCodec.Encode(value);

    public ApiObject DecodeStored(ReadOnlyMemory<byte> stored) => strategy.Default((ApiObject)ProtobufCodec.Decode(Type, stored.Span));

    public void WriteJsonItem(ApiObject value, IBufferWriter<byte> output) => JsonCodec.EncodeBare(value, output);

    public byte[] EncodeProtobuf(ApiObject value) => ProtobufCodec.Encode(value);
}
