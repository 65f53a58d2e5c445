namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>
/// A canonical Huffman code as RFC 1951 section 3.2.2 defines it by its code lengths. Symbols are found bit by bit: header blocks are
/// some hundred bytes long, so tables would cost more to build than they save.
/// </summary>
internal sealed class HuffmanCode
{
    public const int MaxBits = 15;

    private readonly ushort[] _countOfLength = new ushort[MaxBits + 1];
    private readonly ushort[] _symbols;

    public HuffmanCode(ReadOnlySpan<byte> lengths)
    {
        foreach (var length in lengths)
        {
            _countOfLength[length]++;
        }

        _countOfLength[0] = 0;
        var left = 1;
        Span<int> offset = stackalloc int[MaxBits + 2];
        for (var bits = 1; bits <= MaxBits; bits++)
        {
            left = (left << 1) - _countOfLength[bits];
            if (left < 0)
            {
                throw new SpdyProtocolException("over-subscribed Huffman code in header block");
            }

            offset[bits + 1] = offset[bits] + _countOfLength[bits];
        }

        _symbols = new ushort[lengths.Length];
        for (var symbol = 0; symbol < lengths.Length; symbol++)
        {
            if (lengths[symbol] != 0)
            {
                _symbols[offset[lengths[symbol]]++] = (ushort)symbol;
            }
        }
    }

    public int Decode(ref DeflateBits bits)
    {
        int code = 0, first = 0, index = 0;
        for (var length = 1; length <= MaxBits; length++)
        {
            code |= bits.Take(1);
            var count = _countOfLength[length];
            if (code - count < first)
            {
                return _symbols[index + (code - first)];
            }

            index += count;
            first = (first + count) << 1;
            code <<= 1;
        }

        throw new SpdyProtocolException("invalid Huffman code in header block");
    }
}
