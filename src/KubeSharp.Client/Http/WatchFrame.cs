using System.Text;
using System.Text.Json;

namespace KubeSharp.Client.Http;

/// <summary>A watch event as it is on the wire: its type, and the bytes of its object.</summary>
internal readonly record struct WatchFrame(string Type, ReadOnlyMemory<byte> Object)
{
    /// <summary>
    /// Message WatchEvent: field 1 is the type, field 2 a RawExtension whose field 1 is the object in its own envelope.
    /// </summary>
    public static WatchFrame ParseProtobuf(ReadOnlyMemory<byte> frame)
    {
        var type = "";
        var value = ReadOnlyMemory<byte>.Empty;
        foreach (var (number, bytes) in Fields(frame))
        {
            if (number == 1)
            {
                type = Encoding.UTF8.GetString(bytes.Span);
            }
            else if (number == 2)
            {
                foreach (var (inner, raw) in Fields(bytes))
                {
                    value = inner == 1 ? raw : value;
                }
            }
        }

        return new WatchFrame(type, value);
    }

    public static WatchFrame ParseJson(ReadOnlyMemory<byte> frame)
    {
        var type = "";
        var value = ReadOnlyMemory<byte>.Empty;
        var reader = new Utf8JsonReader(frame.Span);
        try
        {
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                var isObject = reader.ValueTextEquals("object"u8);
                reader.Read();
                var start = (int)reader.TokenStartIndex;
                if (isType)
                {
                    type = reader.GetString() ?? "";
                }

                reader.Skip();
                if (isObject)
                {
                    value = frame[start..(int)reader.BytesConsumed];
                }
            }
        }
        catch (Exception invalid) when (invalid is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException("An event of the watch is not valid JSON.", invalid);
        }

        return new WatchFrame(type, value);
    }

    /// <summary>The length-delimited fields of a message that has no others.</summary>
    private static List<(int Number, ReadOnlyMemory<byte> Value)> Fields(ReadOnlyMemory<byte> message)
    {
        List<(int, ReadOnlyMemory<byte>)> fields = [];
        var at = 0;
        while (at < message.Length)
        {
            var tag = Varint(message.Span, ref at);
            var length = Varint(message.Span, ref at);
            if ((tag & 7) != 2 || length > (ulong)(message.Length - at))
            {
                throw new InvalidDataException("An event of the watch is not valid protobuf.");
            }

            fields.Add(((int)(tag >> 3), message.Slice(at, (int)length)));
            at += (int)length;
        }

        return fields;
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        var value = 0ul;
        for (var shift = 0; shift < 64 && at < bytes.Length; shift += 7)
        {
            var next = bytes[at++];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("An event of the watch is not valid protobuf.");
    }
}
