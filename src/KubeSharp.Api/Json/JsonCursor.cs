using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace KubeSharp.Api.Json;

/// <summary>
/// Walks through a JSON document, strictly: grammar, encoding, depth and ranges of numbers are checked as it goes. The position
/// stands before a value, and after it when it was read.
/// </summary>
internal ref partial struct JsonCursor
{
    private readonly ReadOnlySpan<byte> _data;
    private readonly DecodeWarnings? _warnings;
    private int _position;
    private int _depth;

    public JsonCursor(ReadOnlySpan<byte> data, DecodeWarnings? warnings)
    {
        _data = data;
        _warnings = warnings;
    }

    public readonly int Position => _position;

    public readonly DecodeWarnings? Warnings => _warnings;

    public readonly bool Collects => _warnings is not null;

    /// <summary>The first byte of the next value.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public byte Peek() => (uint)_position < (uint)_data.Length && _data[_position] is > (byte)' ' and var b ? b : PeekBehindSpace();

    /// <summary>Nothing but white space may follow.</summary>
    public void End()
    {
        while (_position < _data.Length)
        {
            if (_data[_position] is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                JsonSyntax.Throw(_data, _position, "after top-level value");
            }

            _position++;
        }
    }

    /// <summary>Enters an object; false, and the value is read, if it is null.</summary>
    public bool BeginObject()
    {
        var b = Peek();
        if (b == '{')
        {
            Enter();
            return true;
        }

        return NullOrWrongType(b);
    }

    /// <summary>Enters an array; false, and the value is read, if it is null.</summary>
    public bool BeginArray()
    {
        var b = Peek();
        if (b == '[')
        {
            Enter();
            return true;
        }

        return NullOrWrongType(b);
    }

    /// <summary>Steps to the value of the next property, or out of the object. Objects and arrays may not be left earlier.</summary>
    public bool NextProperty(out ReadOnlySpan<byte> name)
    {
        // A value never ends with a brace that opens, so the byte before tells whether this is the first property.
        var first = _data[_position - 1] == '{';
        var b = Peek();
        if (b == '}')
        {
            _position++;
            _depth--;
            name = default;
            return false;
        }

        if (!first)
        {
            if (b != ',')
            {
                JsonSyntax.Throw(_data, _position, "after object key:value pair");
            }

            _position++;
            b = Peek();
        }

        if (b != '"')
        {
            JsonSyntax.Throw(_data, _position, "looking for beginning of object key string");
        }

        var literal = Literal(out var plain);
        name = plain ? literal : Encoding.UTF8.GetBytes(JsonStrings.Decode(literal));
        if (Peek() != ':')
        {
            JsonSyntax.Throw(_data, _position, "after object key");
        }

        _position++;
        return true;
    }

    /// <summary>Steps to the next element, or out of the array.</summary>
    public bool NextElement()
    {
        var first = _data[_position - 1] == '[';
        var b = Peek();
        if (b == ']')
        {
            _position++;
            _depth--;
            return false;
        }

        if (!first)
        {
            if (b != ',')
            {
                JsonSyntax.Throw(_data, _position, "after array element");
            }

            _position++;
            if (Peek() == ']')
            {
                JsonSyntax.Throw(_data, _position, "looking for beginning of value");
            }
        }

        return true;
    }

    /// <summary>Reads null, if that is what comes.</summary>
    public bool TryNull()
    {
        if (Peek() != 'n')
        {
            return false;
        }

        Word("null"u8);
        return true;
    }

    /// <summary>Notes a property of a record; its number is its place in the set of those seen.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Mark(ref ulong seen, int number)
    {
        var bit = 1UL << number;
        if ((seen & bit) != 0 && _warnings is not null)
        {
            WarnDuplicate();
        }

        seen |= bit;
    }

    /// <summary>Skips the value of a property that the record does not have.</summary>
    public void SkipUnknown()
    {
        _warnings?.Unknown(JsonPath.At(_data, _position).ToString());
        Skip();
    }

    /// <summary>The literal at the position without its quotes; plain if it is ASCII without escapes.</summary>
    private ReadOnlySpan<byte> Literal(out bool plain)
    {
        var start = _position + 1;
        var at = start;
        plain = true;
        while (true)
        {
            at += PlainLength(_data[at..]);
            if (at >= _data.Length)
            {
                JsonSyntax.Throw(_data, at, "");
            }

            var b = _data[at];
            if (b == '"')
            {
                break;
            }

            if (b < ' ')
            {
                JsonSyntax.Throw(_data, at, "in string literal");
            }

            plain = false;
            at += b == '\\' ? 2 : 1;
            if (at > _data.Length)
            {
                JsonSyntax.Throw(_data, at, "");
            }
        }

        _position = at + 1;
        return _data[start..at];
    }

    /// <summary>Bytes until a quote, a backslash, a control character or one beyond ASCII.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int PlainLength(ReadOnlySpan<byte> bytes)
    {
        var i = 0;
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + Vector128<byte>.Count <= bytes.Length; i += Vector128<byte>.Count)
            {
                var v = Vector128.LoadUnsafe(ref MemoryMarshal.GetReference(bytes), (nuint)i);
                var stop = Vector128.Equals(v, Vector128.Create((byte)'"'))
                    | Vector128.Equals(v, Vector128.Create((byte)'\\'))
                    | Vector128.LessThan(v.AsSByte(), Vector128.Create((sbyte)' ')).AsByte();
                var mask = stop.ExtractMostSignificantBits();
                if (mask != 0)
                {
                    return i + BitOperations.TrailingZeroCount(mask);
                }
            }
        }

        for (; i < bytes.Length; i++)
        {
            if (bytes[i] is (byte)'"' or (byte)'\\' or < (byte)' ' or >= 0x80)
            {
                break;
            }
        }

        return i;
    }

    private byte PeekBehindSpace()
    {
        while (_position < _data.Length)
        {
            var b = _data[_position];
            if (b > ' ')
            {
                return b;
            }

            if (b is not ((byte)' ' or (byte)'\n' or (byte)'\r' or (byte)'\t'))
            {
                JsonSyntax.Throw(_data, _position, "looking for beginning of value");
            }

            _position++;
        }

        JsonSyntax.Throw(_data, _position, "");
        return 0;
    }

    private void Enter()
    {
        _position++;
        if (++_depth > JsonSyntax.MaxDepth)
        {
            JsonSyntax.ThrowDepth();
        }
    }

    private bool NullOrWrongType(byte first)
    {
        if (first == 'n')
        {
            Word("null"u8);
            return false;
        }

        ThrowWrongType();
        return false;
    }

    private void Word(ReadOnlySpan<byte> word)
    {
        for (var i = 0; i < word.Length; i++, _position++)
        {
            if (_position >= _data.Length || _data[_position] != word[i])
            {
                JsonSyntax.Throw(_data, _position, i == 0
                    ? "looking for beginning of value"
                    : $"in literal {Encoding.ASCII.GetString(word)} (expecting '{(char)word[i]}')");
            }
        }
    }

    /// <summary>Reports the value at the position, once it is known to be well formed.</summary>
    private void ThrowWrongType()
    {
        var start = _position;
        Skip();
        throw new JsonTypeException(JsonSyntax.ValueKind(_data[start]), start);
    }

    private readonly void WarnDuplicate() => _warnings?.Duplicate(JsonPath.At(_data, _position).ToString());
}
