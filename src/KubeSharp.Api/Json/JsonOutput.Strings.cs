using System.Buffers;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Text;

namespace KubeSharp.Api.Json;

/// <summary>Strings, escaped as Go's encoder does: also &lt; &gt; &amp; and the two line separators.</summary>
internal ref partial struct JsonOutput
{
    /// <summary>The longest form of one UTF-16 unit: \u00XX.</summary>
    private const int LongestEscape = 6;

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        " !#$%'()*+,-./0123456789:;=?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~\u007f");

    public void String(string text)
    {
        Ensure(text.Length + 2);
        _buffer[_position++] = (byte)'"';
        var done = Narrow(text);
        if (done < text.Length)
        {
            Escaped(text.AsSpan(done));
        }

        Byte((byte)'"');
    }

    /// <summary>Copies plain characters; returns how many.</summary>
    private int Narrow(string text)
    {
        var i = 0;
        ref var source = ref MemoryMarshal.GetReference(text.AsSpan());
        var target = _buffer.AsSpan(_position, text.Length);
        if (Vector128.IsHardwareAccelerated)
        {
            for (; i + Vector128<ushort>.Count <= text.Length; i += Vector128<ushort>.Count)
            {
                var v = Vector128.LoadUnsafe(ref System.Runtime.CompilerServices.Unsafe.As<char, ushort>(ref source), (nuint)i);
                var stop = Vector128.LessThan(v, Vector128.Create((ushort)' '))
                    | Vector128.GreaterThan(v, Vector128.Create((ushort)0x7f))
                    | Vector128.Equals(v, Vector128.Create((ushort)'"'))
                    | Vector128.Equals(v, Vector128.Create((ushort)'\\'))
                    | Vector128.Equals(v, Vector128.Create((ushort)'&'))
                    | Vector128.Equals(v & Vector128.Create((ushort)0xFFFD), Vector128.Create((ushort)'<'));
                if (stop != Vector128<ushort>.Zero)
                {
                    break;
                }

                Vector128.Narrow(v, v).GetLower().CopyTo(target[i..]);
            }
        }

        for (; i < text.Length; i++)
        {
            var c = text[i];
            if (c is < ' ' or > '\x7f' or '"' or '\\' or '&' or '<' or '>')
            {
                break;
            }

            target[i] = (byte)c;
        }

        _position += i;
        return i;
    }

    private void Escaped(ReadOnlySpan<char> text)
    {
        while (!text.IsEmpty)
        {
            var plain = text.IndexOfAnyExcept(Plain);
            plain = plain < 0 ? text.Length : plain;
            Ensure(plain + LongestEscape);
            _position += Encoding.ASCII.GetBytes(text[..plain], _buffer.AsSpan(_position));
            text = text[plain..];
            if (!text.IsEmpty)
            {
                text = text[Special(text)..];
            }
        }
    }

    /// <summary>Writes one character that is not plain; returns its length.</summary>
    private int Special(ReadOnlySpan<char> text)
    {
        switch (text[0])
        {
            case '"':
                Literal("\\\""u8);
                return 1;
            case '\\':
                Literal("\\\\"u8);
                return 1;
            case '\n':
                Literal("\\n"u8);
                return 1;
            case '\r':
                Literal("\\r"u8);
                return 1;
            case '\t':
                Literal("\\t"u8);
                return 1;
            case '\b':
                Literal("\\b"u8);
                return 1;
            case '\f':
                Literal("\\f"u8);
                return 1;
            case < ' ' or '<' or '>' or '&' or '\u2028' or '\u2029':
                Hex(text[0]);
                return 1;
        }

        var status = Rune.DecodeFromUtf16(text, out var rune, out var used);
        if (status != OperationStatus.Done)
        {
            Literal("\\ufffd"u8);
            return Math.Max(used, 1);
        }

        _position += rune.EncodeToUtf8(_buffer.AsSpan(_position));
        return used;
    }

    private void Hex(char c)
    {
        const string Digits = "0123456789abcdef";
        Literal("\\u"u8);
        Byte((byte)Digits[c >> 12]);
        Byte((byte)Digits[(c >> 8) & 15]);
        Byte((byte)Digits[(c >> 4) & 15]);
        Byte((byte)Digits[c & 15]);
    }
}
