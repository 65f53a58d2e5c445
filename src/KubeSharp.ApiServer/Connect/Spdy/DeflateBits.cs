namespace KubeSharp.ApiServer.Connect.Spdy;

/// <summary>Reads the bits of a deflate stream, least significant first, never past the byte that holds the last bit taken.</summary>
internal ref struct DeflateBits(ReadOnlySpan<byte> input)
{
    private readonly ReadOnlySpan<byte> _input = input;
    private int _position;
    private uint _buffer;
    private int _count;

    /// <summary>No whole byte is left; at most padding bits are.</summary>
    public readonly bool AtEnd => _position == _input.Length;

    public int Take(int bits)
    {
        while (_count < bits)
        {
            if (_position == _input.Length)
            {
                throw new SpdyProtocolException("truncated header block");
            }

            _buffer |= (uint)_input[_position++] << _count;
            _count += 8;
        }

        var value = (int)(_buffer & ((1u << bits) - 1));
        _buffer >>= bits;
        _count -= bits;
        return value;
    }

    /// <summary>Skips to the next byte boundary and takes whole bytes.</summary>
    public ReadOnlySpan<byte> TakeBytes(int length)
    {
        _buffer = 0;
        _count = 0;
        if (_input.Length - _position < length)
        {
            throw new SpdyProtocolException("truncated header block");
        }

        var bytes = _input.Slice(_position, length);
        _position += length;
        return bytes;
    }
}
