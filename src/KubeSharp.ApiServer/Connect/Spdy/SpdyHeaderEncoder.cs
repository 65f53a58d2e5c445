using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>
/// Encodes the header blocks of one direction of a connection as one zlib stream of stored (uncompressed) deflate blocks.
/// Each header block ends with an empty stored block, as a sync flush does: Go's inflater hands out nothing before it sees that.
/// </summary>
internal sealed class SpdyHeaderEncoder
{
    private const int MaxStored = ushort.MaxValue;

    private bool _started;

    public byte[] Encode(IReadOnlyDictionary<string, string> headers)
    {
        var block = Block(headers);
        var output = new ArrayBufferWriter<byte>(block.Length + 32);
        if (!_started)
        {
            _started = true;

            // CMF: deflate with a 32 KiB window. FLG: preset dictionary; 0x7820 is a multiple of 31 as the check demands.
            output.Write<byte>([0x78, 0x20]);
            BinaryPrimitives.WriteUInt32BigEndian(output.GetSpan(4), SpdyDictionary.Checksum);
            output.Advance(4);
        }

        for (var rest = block.AsSpan(); rest.Length > 0;)
        {
            var part = rest[..Math.Min(rest.Length, MaxStored)];
            WriteStored(output, part);
            rest = rest[part.Length..];
        }

        WriteStored(output, []);
        return output.WrittenSpan.ToArray();
    }

    private static void WriteStored(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> data)
    {
        var head = output.GetSpan(5);
        head[0] = 0;
        BinaryPrimitives.WriteUInt16LittleEndian(head[1..], (ushort)data.Length);
        BinaryPrimitives.WriteUInt16LittleEndian(head[3..], (ushort)~data.Length);
        output.Advance(5);
        output.Write(data);
    }

    private static byte[] Block(IReadOnlyDictionary<string, string> headers)
    {
        var output = new ArrayBufferWriter<byte>(256);
        WriteLength(output, headers.Count);
        foreach (var (name, value) in headers)
        {
            WriteText(output, name.ToLowerInvariant());
            WriteText(output, value);
        }

        return output.WrittenSpan.ToArray();
    }

    private static void WriteText(ArrayBufferWriter<byte> output, string text)
    {
        WriteLength(output, Encoding.UTF8.GetByteCount(text));
        Encoding.UTF8.GetBytes(text, output);
    }

    private static void WriteLength(ArrayBufferWriter<byte> output, int length)
    {
        BinaryPrimitives.WriteInt32BigEndian(output.GetSpan(4), length);
        output.Advance(4);
    }
}
