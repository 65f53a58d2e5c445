using System.Buffers;
using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Handlers;

/// <summary>
/// The forms of a built-in kind: stored as the protobuf envelope or as JSON, defaulted when read back. What an older server has stored is read in
/// its own version; one without a converter is alike on the wire.
/// </summary>
/// <param name="strategy">Has the version that handlers work in.</param>
/// <param name="versions">The kind's other versions.</param>
/// <param name="storage">The version that is stored, if another one.</param>
internal sealed class BuiltInCodec(ResourceStrategy strategy, IReadOnlyList<IVersionConverter> versions, IVersionConverter? storage) : IObjectCodec
{
    public ApiType Type => strategy.Type;

    public ApiType StoredType { get; } = storage?.Served ?? strategy.Type;

    public byte[] EncodeStored(ApiObject value) => strategy.StoresJson
        ? [.. JsonCodec.Encode(value), (byte)'\n']
        : ProtobufCodec.Encode(storage is null ? value : storage.ToServed(value));

    public ApiObject DecodeStored(ReadOnlyMemory<byte> stored)
    {
        if (!stored.Span.StartsWith(ProtobufCodec.Prefix))
        {
            return strategy.Default(strategy.DecodeStoredJson(stored.Span));
        }

        var envelope = ProtobufCodec.Open(stored.Span);
        if (envelope.ApiVersion != Type.ApiVersion)
        {
            foreach (var version in versions)
            {
                if (version.Served.ApiVersion == envelope.ApiVersion)
                {
                    return strategy.Default(version.ToStored((ApiObject)ProtobufCodec.DecodeBare(version.Served, envelope.Raw)));
                }
            }
        }

        return strategy.Default((ApiObject)ProtobufCodec.DecodeBare(Type, envelope.Raw));
    }

    public bool IsCurrent(ReadOnlyMemory<byte> stored)
    {
        var json = !stored.Span.StartsWith(ProtobufCodec.Prefix);
        var (apiVersion, _) = json ? JsonCodec.PeekTypeMeta(stored.Span) : ProtobufCodec.PeekTypeMeta(stored.Span);
        return json == strategy.StoresJson && apiVersion == StoredType.ApiVersion;
    }

    public void WriteJsonItem(ApiObject value, IBufferWriter<byte> output) => JsonCodec.EncodeBare(value, output);

    public byte[] EncodeProtobuf(ApiObject value) => ProtobufCodec.Encode(value);
}
