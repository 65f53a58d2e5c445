using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text;

namespace KubeSharp.Api.Protobuf;

/// <summary>
/// Writes protobuf from the end to the beginning, so that the length of a message is known when its header is written. Fields
/// therefore come in falling order of number.
/// </summary>
internal ref partial struct ProtoWriter
{
    private const int InitialSize = 4096;

    private byte[] _buffer;

    /// <summary>Where the written bytes begin.</summary>
    private int _start;

    public ProtoWriter()
    {
        _buffer = ArrayPool<byte>.Shared.Rent(InitialSize);
        _start = _buffer.Length;
    }

    public readonly ReadOnlySpan<byte> Written => _buffer.AsSpan(_start);

    /// <summary>The end of what is written next, counted from the end of the buffer so that it survives growing.</summary>
    public readonly int Mark => _buffer.Length - _start;

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }

    /// <summary>Closes a message whose content was written since the mark.</summary>
    public void Message(uint tag, int mark)
    {
        Varint((ulong)(Mark - mark));
        Varint(tag);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Varint(ulong value)
    {
        if (value < 0x80)
        {
            Ensure(1);
            _buffer[--_start] = (byte)value;
            return;
        }

        LongVarint(value);
    }

    public void Raw(scoped ReadOnlySpan<byte> bytes)
    {
        Ensure(bytes.Length);
        _start -= bytes.Length;
        bytes.CopyTo(_buffer.AsSpan(_start));
    }

    private void LongVarint(ulong value)
    {
        Ensure(10);
        var length = (64 - System.Numerics.BitOperations.LeadingZeroCount(value) + 6) / 7;
        _start -= length;
        var at = _start;
        while (value >= 0x80)
        {
            _buffer[at++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _buffer[at] = (byte)value;
    }

    private void Text(string text)
    {
        Ensure(text.Length);
        var target = _buffer.AsSpan(_start - text.Length, text.Length);
        if (Ascii.FromUtf16(text, target, out _) == OperationStatus.Done)
        {
            _start -= text.Length;
            return;
        }

        var length = Encoding.UTF8.GetByteCount(text);
        Ensure(length);
        _start -= length;
        Encoding.UTF8.GetBytes(text, _buffer.AsSpan(_start));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ensure(int length)
    {
        if (_start < length)
        {
            Grow(length);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Grow(int length)
    {
        var used = Mark;
        var larger = ArrayPool<byte>.Shared.Rent(checked(Math.Max(_buffer.Length * 2, used + length)));
        _buffer.AsSpan(_start).CopyTo(larger.AsSpan(larger.Length - used));
        ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = larger;
        _start = larger.Length - used;
    }
}
