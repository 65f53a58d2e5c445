using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace KubeSharp.Api.Protobuf;

/// <summary>
/// Reads protobuf messages from bytes that may be hostile: a length never reaches beyond its message, nesting is bounded,
/// nothing is allocated before its bytes are there. Unknown fields are skipped.
/// </summary>
internal ref partial struct ProtoReader
{
    private const int MaxDepth = 1000;

    /// <summary>Elements that may be copied because the pieces of a repeated field stand apart; no encoder makes such pieces.</summary>
    private const int CopyBudget = 1_000_000;

    private readonly ReadOnlySpan<byte> _data;
    private int _position;
    private int _end;
    private int _depth;
    private int _copied;

    public ProtoReader(ReadOnlySpan<byte> data)
    {
        _data = data;
        _end = data.Length;
    }

    /// <summary>Reads the tag of the next field; false at the end of the message.</summary>
    public bool Next(out uint tag)
    {
        if (_position >= _end)
        {
            tag = 0;
            return false;
        }

        var value = Varint();
        if (value > uint.MaxValue || value >> 3 == 0)
        {
            Throw("illegal tag");
        }

        tag = (uint)value;
        return true;
    }

    /// <summary>Enters an embedded message; what it returns goes to <see cref="Leave"/>.</summary>
    public int Enter()
    {
        var length = Length();
        var outer = _end;
        _end = _position + length;
        if (++_depth > MaxDepth)
        {
            Throw("nested too deeply");
        }

        return outer;
    }

    public void Leave(int outer)
    {
        _position = _end;
        _end = outer;
        _depth--;
    }

    /// <summary>The same field comes again: true, and its tag is read.</summary>
    public bool Again(uint tag)
    {
        var at = _position;
        if (at < _end && Varint() == tag)
        {
            return true;
        }

        _position = at;
        return false;
    }

    /// <summary>Skips the payload of a field that is not known.</summary>
    public void Skip(uint tag)
    {
        switch (tag & 7)
        {
            case 0:
                Varint();
                break;
            case 1:
                Advance(8);
                break;
            case 2:
                Advance(Length());
                break;
            case 3:
                SkipGroup();
                break;
            case 5:
                Advance(4);
                break;
            default:
                Throw("illegal wireType " + (tag & 7));
                break;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Varint()
    {
        if (_position < _end && _data[_position] < 0x80)
        {
            return _data[_position++];
        }

        return LongVarint();
    }

    /// <summary>The bytes of a length-delimited field.</summary>
    public ReadOnlySpan<byte> Span()
    {
        var length = Length();
        var span = _data.Slice(_position, length);
        _position += length;
        return span;
    }

    public ulong Fixed64()
    {
        var at = _position;
        Advance(8);
        return BinaryPrimitives.ReadUInt64LittleEndian(_data[at..]);
    }

    [DoesNotReturn]
    private static void Throw(string problem) => throw new DecodeException("proto: " + problem);

    private ulong LongVarint()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (_position >= _end)
            {
                Throw("unexpected EOF");
            }

            var b = _data[_position++];
            value |= (ulong)(b & 0x7f) << shift;
            if (b < 0x80)
            {
                return value;
            }
        }

        Throw("integer overflow");
        return 0;
    }

    private int Length()
    {
        var length = Varint();
        if (length > (ulong)(_end - _position))
        {
            Throw("unexpected EOF");
        }

        return (int)length;
    }

    private void Advance(int length)
    {
        if (length > _end - _position)
        {
            Throw("unexpected EOF");
        }

        _position += length;
    }

    private void SkipGroup()
    {
        if (++_depth > MaxDepth)
        {
            Throw("nested too deeply");
        }

        while (Next(out var tag))
        {
            if ((tag & 7) == 4)
            {
                _depth--;
                return;
            }

            Skip(tag);
        }

        Throw("unexpected end of group");
    }

    private void CountCopied(int count)
    {
        _copied += count;
        if (_copied > CopyBudget)
        {
            Throw("repeated field in too many pieces");
        }
    }
}
