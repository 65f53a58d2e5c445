using System.Buffers;
using System.Runtime.CompilerServices;

namespace KubeSharp.Api.Json;

/// <summary>
/// Writes UTF-8 JSON into a pooled buffer. The names of properties come with a comma before them; the first one of an object is
/// turned into the brace when the object ends.
/// </summary>
internal ref partial struct JsonOutput
{
    private const int InitialSize = 4096;

    private byte[] _buffer;
    private int _position;

    public JsonOutput()
    {
        _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
    }

    public readonly int Position => _position;

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(0, _position);

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    public void Literal(ReadOnlySpan<byte> utf8)
    {
        Ensure(utf8.Length);
        utf8.CopyTo(_buffer.AsSpan(_position));
        _position += utf8.Length;
    }

    public void Byte(byte b)
    {
        Ensure(1);
        _buffer[_position++] = b;
    }

    public void Null() => Literal("null"u8);

    /// <summary>Ends the object whose first property was written at this position.</summary>
    public void EndObject(int start)
    {
        if (_position == start)
        {
            Literal("{}"u8);
            return;
        }

        _buffer[start] = (byte)'{';
        Byte((byte)'}');
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int length)
    {
        if (_buffer.Length - _position < length)
        {
            Grow(length);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_buffer.Length * 2, _position + length)));
        _buffer.AsSpan(0, _position).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
    }
}
