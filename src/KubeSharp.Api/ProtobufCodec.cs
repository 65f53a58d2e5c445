using System.Buffers;
using KubeSharp.Api.Protobuf;

namespace KubeSharp.Api;

/// <summary>
/// Objects as protobuf, byte for byte as upstream writes them: four bytes <c>k8s</c> NUL, then a runtime.Unknown with apiVersion,
/// kind and the encoded object.
/// </summary>
public static class ProtobufCodec
{
    private const uint TypeMetaTag = 10;
    private const uint RawTag = 18;

    /// <summary>What every body begins with.</summary>
    public static ReadOnlySpan<byte> Prefix => "k8s\0"u8;

    public static void Encode(ApiKind value, IBufferWriter<byte> output)
    {
        var writer = new ProtoWriter();
        try
        {
            Write(ref writer, value);
            output.Write(writer.Written);
        }
        finally
        {
            writer.Dispose();
        }
    }

    public static byte[] Encode(ApiKind value)
    {
        var writer = new ProtoWriter();
        try
        {
            Write(ref writer, value);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The message alone, as the items of a list are written.</summary>
    public static byte[] EncodeBare(ApiStruct value)
    {
        var writer = new ProtoWriter();
        try
        {
            value.WriteProto(ref writer);
            return writer.Written.ToArray();
        }
        finally
        {
            writer.Dispose();
        }
    }

    /// <summary>The message alone, without envelope.</summary>
    /// <exception cref="DecodeException">The bytes are no such message.</exception>
    public static ApiKind DecodeBare(ApiType type, ReadOnlySpan<byte> message)
    {
        var value = type.Empty.New();
        var reader = new ProtoReader(message);
        value.ReadProto(ref reader);
        return value;
    }

    /// <exception cref="DecodeException">The bytes are no such object.</exception>
    public static T Decode<T>(ReadOnlySpan<byte> body)
        where T : ApiKind, IApiKind<T> => (T)Decode(T.Type, body);

    /// <summary>Reads an object of the kind; the type in the envelope is not looked at.</summary>
    /// <exception cref="DecodeException">The bytes are no such object.</exception>
    public static ApiKind Decode(ApiType type, ReadOnlySpan<byte> body) => DecodeBare(type, Open(body).Raw);

    /// <summary>Reads an object of the kind that the envelope names.</summary>
    /// <exception cref="DecodeException">The bytes are no object of a known kind.</exception>
    public static ApiKind DecodeAny(ReadOnlySpan<byte> body)
    {
        var envelope = Open(body);
        return DecodeBare(ApiTypes.Require(envelope.ApiVersion, envelope.Kind), envelope.Raw);
    }

    /// <summary>The apiVersion and kind of the envelope.</summary>
    /// <exception cref="DecodeException">There is no envelope.</exception>
    public static (string ApiVersion, string Kind) PeekTypeMeta(ReadOnlySpan<byte> body)
    {
        var envelope = Open(body);
        return (envelope.ApiVersion, envelope.Kind);
    }

    /// <summary>The parts of a body, not decoded.</summary>
    /// <exception cref="DecodeException">There is no envelope.</exception>
    public static ProtobufEnvelope Open(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Prefix))
        {
            throw new DecodeException("provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]");
        }

        var envelope = default(ProtobufEnvelope);
        envelope.ApiVersion = envelope.Kind = "";
        var reader = new ProtoReader(body[Prefix.Length..]);
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case TypeMetaTag:
                    var outer = reader.Enter();
                    (envelope.ApiVersion, envelope.Kind) = TypeMeta(ref reader);
                    reader.Leave(outer);
                    break;
                case RawTag:
                    envelope.Raw = reader.Span();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return envelope;
    }

    private static (string ApiVersion, string Kind) TypeMeta(ref ProtoReader reader)
    {
        var (apiVersion, kind) = ("", "");
        while (reader.Next(out var tag))
        {
            switch (tag)
            {
                case 10:
                    apiVersion = reader.Interned();
                    break;
                case 18:
                    kind = reader.Interned();
                    break;
                default:
                    reader.Skip(tag);
                    break;
            }
        }

        return (apiVersion, kind);
    }

    private static void Write(ref ProtoWriter writer, ApiKind value)
    {
        writer.String(34, "");
        writer.String(26, "");
        var mark = writer.Mark;
        value.WriteProto(ref writer);
        writer.Message(RawTag, mark);
        mark = writer.Mark;
        writer.String(18, value.ApiType.Kind);
        writer.String(10, value.ApiType.ApiVersion);
        writer.Message(TypeMetaTag, mark);
        writer.Raw(Prefix);
    }
}
