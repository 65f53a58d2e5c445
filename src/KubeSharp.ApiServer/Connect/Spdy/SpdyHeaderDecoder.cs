using System.Buffers;
using System.Buffers.Binary;
using System.Text;

namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>Decodes the header blocks of one direction of a connection. They form one zlib stream, so none may be skipped.</summary>
internal sealed class SpdyHeaderDecoder
{
    /// <summary>Largest inflated header block accepted.</summary>
    public const int MaxBlockSize = 64 * 1024;

    private readonly ArrayBufferWriter<byte> _block = new(512);
    private Inflater? _inflater;

    /// <summary>Decodes a block. Names are in lower case; several values of a name are joined by NUL.</summary>
    public Dictionary<string, string> Decode(ReadOnlySpan<byte> compressed)
    {
        if (_inflater is null)
        {
            compressed = compressed[ReadZlibHeader(compressed)..];
        }

        _block.ResetWrittenCount();
        _inflater!.Inflate(compressed, _block, MaxBlockSize);
        return Parse(_block.WrittenSpan);
    }

    private int ReadZlibHeader(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < 2 || (bytes[0] & 0x0F) != 8 || BinaryPrimitives.ReadUInt16BigEndian(bytes) % 31 != 0)
        {
            throw new SpdyProtocolException("the header compression stream does not start with a zlib header");
        }

        if ((bytes[1] & 0x20) == 0)
        {
            _inflater = new Inflater([]);
            return 2;
        }

        if (bytes.Length < 6 || BinaryPrimitives.ReadUInt32BigEndian(bytes[2..]) != SpdyDictionary.Checksum)
        {
            throw new SpdyProtocolException("the header compression stream uses an unknown dictionary");
        }

        _inflater = new Inflater(SpdyDictionary.Bytes);
        return 6;
    }

    private static Dictionary<string, string> Parse(ReadOnlySpan<byte> block)
    {
        var count = ReadLength(ref block);
        var headers = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var i = 0; i < count; i++)
        {
            var name = ReadText(ref block);
            var value = ReadText(ref block);
            if (name.Length == 0 || !headers.TryAdd(name, value))
            {
                throw new SpdyProtocolException("empty or repeated header name");
            }
        }

        return headers;
    }

    private static string ReadText(ref ReadOnlySpan<byte> block)
    {
        var length = ReadLength(ref block);
        if (length > block.Length)
        {
            throw new SpdyProtocolException("truncated header block");
        }

        var text = Encoding.UTF8.GetString(block[..length]);
        block = block[length..];
        return text;
    }

    private static int ReadLength(ref ReadOnlySpan<byte> block)
    {
        if (block.Length < 4)
        {
            throw new SpdyProtocolException("truncated header block");
        }

        var length = BinaryPrimitives.ReadUInt32BigEndian(block);
        block = block[4..];
        return length <= MaxBlockSize ? (int)length : throw new SpdyProtocolException("header block too large");
    }
}
