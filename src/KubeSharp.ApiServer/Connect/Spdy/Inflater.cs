using System.Buffers;
using System.Buffers.Binary;

namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>
/// Inflates one deflate stream (RFC 1951) that arrives in pieces, each ended by a sync flush, starting from a preset dictionary.
/// .NET's own inflater offers no preset dictionary, and libz is not there on every system.
/// </summary>
internal sealed class Inflater
{
    private const int WindowSize = 32 * 1024;

    private static readonly ushort[] LengthBase =
        [3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258];

    private static readonly byte[] LengthExtra = [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5, 0];

    private static readonly ushort[] DistanceBase =
    [
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193,
        12289, 16385, 24577,
    ];

    private static readonly byte[] DistanceExtra =
        [0, 0, 0, 0, 1, 1, 2, 2, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10, 11, 11, 12, 12, 13, 13];

    private static readonly byte[] CodeLengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private static readonly HuffmanCode FixedLiterals = new(FixedLiteralLengths());
    private static readonly HuffmanCode FixedDistances = new(Enumerable.Repeat((byte)5, 30).ToArray());

    private readonly byte[] _window = new byte[WindowSize];
    private int _position;
    private int _filled;

    public Inflater(ReadOnlySpan<byte> dictionary)
    {
        foreach (var value in dictionary)
        {
            Remember(value);
        }
    }

    /// <summary>Inflates one flushed piece.</summary>
    /// <exception cref="SpdyProtocolException">The data is malformed, or longer than <paramref name="limit"/> when inflated.</exception>
    public void Inflate(ReadOnlySpan<byte> input, ArrayBufferWriter<byte> output, int limit)
    {
        var bits = new DeflateBits(input);
        while (!bits.AtEnd)
        {
            var final = bits.Take(1) != 0;
            switch (bits.Take(2))
            {
                case 0:
                    Stored(ref bits, output, limit);
                    break;
                case 1:
                    Compressed(ref bits, FixedLiterals, FixedDistances, output, limit);
                    break;
                case 2:
                    var (literals, distances) = ReadCodes(ref bits);
                    Compressed(ref bits, literals, distances, output, limit);
                    break;
                default:
                    throw new SpdyProtocolException("invalid block type in header block");
            }

            if (final)
            {
                throw new SpdyProtocolException("the header compression stream ended early");
            }
        }
    }

    private void Stored(ref DeflateBits bits, ArrayBufferWriter<byte> output, int limit)
    {
        var lengths = bits.TakeBytes(4);
        var length = BinaryPrimitives.ReadUInt16LittleEndian(lengths);
        if (length != (ushort)~BinaryPrimitives.ReadUInt16LittleEndian(lengths[2..]))
        {
            throw new SpdyProtocolException("corrupt stored block in header block");
        }

        foreach (var value in bits.TakeBytes(length))
        {
            Emit(value, output, limit);
        }
    }

    private void Compressed(ref DeflateBits bits, HuffmanCode literals, HuffmanCode distances, ArrayBufferWriter<byte> output, int limit)
    {
        while (true)
        {
            var symbol = literals.Decode(ref bits);
            if (symbol == 256)
            {
                return;
            }

            if (symbol < 256)
            {
                Emit((byte)symbol, output, limit);
                continue;
            }

            var lengthIndex = symbol - 257;
            if (lengthIndex >= LengthBase.Length)
            {
                throw new SpdyProtocolException("invalid length code in header block");
            }

            var length = LengthBase[lengthIndex] + bits.Take(LengthExtra[lengthIndex]);
            var distanceIndex = distances.Decode(ref bits);
            if (distanceIndex >= DistanceBase.Length)
            {
                throw new SpdyProtocolException("invalid distance code in header block");
            }

            var distance = DistanceBase[distanceIndex] + bits.Take(DistanceExtra[distanceIndex]);
            if (distance > _filled)
            {
                throw new SpdyProtocolException("distance too far back in header block");
            }

            for (; length > 0; length--)
            {
                Emit(_window[(_position - distance) & (WindowSize - 1)], output, limit);
            }
        }
    }

    private static (HuffmanCode Literals, HuffmanCode Distances) ReadCodes(ref DeflateBits bits)
    {
        var literalCount = bits.Take(5) + 257;
        var distanceCount = bits.Take(5) + 1;
        var codeLengthCount = bits.Take(4) + 4;
        Span<byte> lengths = stackalloc byte[320];
        lengths.Clear();
        for (var i = 0; i < codeLengthCount; i++)
        {
            lengths[CodeLengthOrder[i]] = (byte)bits.Take(3);
        }

        var codeLengths = new HuffmanCode(lengths[..19]);
        lengths.Clear();
        var total = literalCount + distanceCount;
        for (var i = 0; i < total;)
        {
            var symbol = codeLengths.Decode(ref bits);
            if (symbol < 16)
            {
                lengths[i++] = (byte)symbol;
                continue;
            }

            if (symbol == 16 && i == 0)
            {
                throw new SpdyProtocolException("invalid code lengths in header block");
            }

            var previous = symbol == 16 ? lengths[i - 1] : (byte)0;
            var repeat = symbol switch { 16 => 3 + bits.Take(2), 17 => 3 + bits.Take(3), _ => 11 + bits.Take(7) };
            if (i + repeat > total)
            {
                throw new SpdyProtocolException("invalid code lengths in header block");
            }

            lengths.Slice(i, repeat).Fill(previous);
            i += repeat;
        }

        return (new HuffmanCode(lengths[..literalCount]), new HuffmanCode(lengths.Slice(literalCount, distanceCount)));
    }

    private void Emit(byte value, ArrayBufferWriter<byte> output, int limit)
    {
        if (output.WrittenCount >= limit)
        {
            throw new SpdyProtocolException("header block too large");
        }

        output.GetSpan(1)[0] = value;
        output.Advance(1);
        Remember(value);
    }

    private void Remember(byte value)
    {
        _window[_position] = value;
        _position = (_position + 1) & (WindowSize - 1);
        _filled = Math.Min(_filled + 1, WindowSize);
    }

    private static byte[] FixedLiteralLengths()
    {
        var lengths = new byte[288];
        lengths.AsSpan(0, 144).Fill(8);
        lengths.AsSpan(144, 112).Fill(9);
        lengths.AsSpan(256, 24).Fill(7);
        lengths.AsSpan(280, 8).Fill(8);
        return lengths;
    }
}
