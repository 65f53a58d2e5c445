using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// The few protobuf messages that are put together from encoded parts: the envelope (<c>k8s\0</c> and runtime.Unknown), a list
/// (its metadata is field 1, each item field 2), a watch event (type is field 1, a RawExtension field 2).
/// </summary>
internal static class ProtobufFrames
{
    private const byte Field1 = 0x0A;
    private const byte Field2 = 0x12;

    private static ReadOnlySpan<byte> Magic => "k8s\0"u8;

    /// <summary>The message inside an envelope.</summary>
    public static ReadOnlySpan<byte> Message(ReadOnlySpan<byte> envelope)
    {
        var position = Magic.Length;
        while (position < envelope.Length)
        {
            var tag = envelope[position++];
            var length = ReadLength(envelope, ref position);
            if (tag == Field2)
            {
                return envelope.Slice(position, length);
            }

            position += length;
        }

        return default;
    }

    /// <summary>The begin of an envelope around a message of the length.</summary>
    public static void WriteEnvelopeHead(IBufferWriter<byte> output, string apiVersion, string kind, int messageLength)
    {
        output.Write(Magic);
        var typeMeta = SizeOfText(apiVersion) + SizeOfText(kind);
        WriteTag(output, Field1, typeMeta);
        WriteText(output, Field1, apiVersion);
        WriteText(output, Field2, kind);
        WriteTag(output, Field2, messageLength);
    }

    /// <summary>What follows the message in an envelope: empty contentEncoding and contentType, as upstream writes them.</summary>
    public static ReadOnlySpan<byte> EnvelopeTail => [0x1A, 0x00, 0x22, 0x00];

    public static int SizeOfField(int length) => 1 + SizeOfVarint(length) + length;

    public static void WriteListMeta(IBufferWriter<byte> output, ListMeta metadata)
    {
        WriteTag(output, Field1, SizeOfListMeta(metadata));
        WriteText(output, Field1, "");
        WriteText(output, Field2, metadata.ResourceVersion);
        WriteText(output, 0x1A, metadata.Continue);
        if (metadata.RemainingItemCount is { } remaining)
        {
            output.Write([(byte)0x20]);
            WriteVarint(output, (ulong)remaining);
        }
    }

    public static int SizeOfListMetaField(ListMeta metadata) => SizeOfField(SizeOfListMeta(metadata));

    public static void WriteItemHead(IBufferWriter<byte> output, int length) => WriteTag(output, Field2, length);

    /// <summary>One frame of a watch: four bytes of length, then a WatchEvent with the object's envelope in it.</summary>
    public static void WriteWatchEvent(IBufferWriter<byte> output, string type, ReadOnlySpan<byte> envelope)
    {
        var raw = SizeOfField(envelope.Length);
        var size = SizeOfText(type) + SizeOfField(raw);
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(4), size);
        output.Advance(4);
        WriteText(output, Field1, type);
        WriteTag(output, Field2, raw);
        WriteTag(output, Field1, envelope.Length);
        output.Write(envelope);
    }

    private static int SizeOfListMeta(ListMeta metadata) =>
        SizeOfText("") + SizeOfText(metadata.ResourceVersion) + SizeOfText(metadata.Continue)
        + (metadata.RemainingItemCount is { } remaining ? 1 + SizeOfVarint(remaining) : 0);

    private static int SizeOfText(string text) => SizeOfField(Encoding.UTF8.GetByteCount(text));

    private static void WriteText(IBufferWriter<byte> output, byte tag, string text)
    {
        WriteTag(output, tag, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, output);
    }

    private static void WriteTag(IBufferWriter<byte> output, byte tag, int length)
    {
        output.Write([tag]);
        WriteVarint(output, (ulong)length);
    }

    private static int SizeOfVarint(long value)
    {
        var size = 1;
        for (var rest = (ulong)value; rest >= 0x80; rest >>= 7)
        {
            size++;
        }

        return size;
    }

    private static void WriteVarint(IBufferWriter<byte> output, ulong value)
    {
        var span = output.GetSpan(10);
        var length = 0;
        while (value >= 0x80)
        {
            span[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        span[length++] = (byte)value;
        output.Advance(length);
    }

    private static int ReadLength(ReadOnlySpan<byte> bytes, ref int position)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            var current = bytes[position++];
            value |= (current & 0x7F) << shift;
            if (current < 0x80)
            {
                return value;
            }
        }
    }
}
