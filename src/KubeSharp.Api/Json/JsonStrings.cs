using System.Globalization;
using System.Text;
using System.Text.Unicode;

namespace KubeSharp.Api.Json;

/// <summary>The inside of string literals: escapes, and bytes beyond ASCII.</summary>
internal static class JsonStrings
{
    /// <summary>The text of a literal that has escapes or bytes beyond ASCII, given without its quotes.</summary>
    public static string Decode(ReadOnlySpan<byte> literal)
    {
        if (!Utf8.IsValid(literal))
        {
            JsonSyntax.ThrowUtf8();
        }

        if (!literal.Contains((byte)'\\'))
        {
            return Encoding.UTF8.GetString(literal);
        }

        var b = new StringBuilder(literal.Length);
        while (!literal.IsEmpty)
        {
            var plain = literal.IndexOf((byte)'\\');
            if (plain < 0)
            {
                b.Append(Encoding.UTF8.GetString(literal));
                break;
            }

            b.Append(Encoding.UTF8.GetString(literal[..plain]));
            literal = literal[(plain + 1)..];
            literal = literal[AppendEscape(b, literal)..];
        }

        return RepairSurrogates(b).ToString();
    }

    /// <summary>Checks escapes and encoding without making the text.</summary>
    public static void Validate(ReadOnlySpan<byte> literal)
    {
        if (!Utf8.IsValid(literal))
        {
            JsonSyntax.ThrowUtf8();
        }

        for (var at = literal.IndexOf((byte)'\\'); at >= 0; at = literal.IndexOf((byte)'\\'))
        {
            literal = literal[(at + 1)..];
            literal = literal[AppendEscape(null, literal)..];
        }
    }

    /// <summary>Appends what the escape stands for; returns its length without the backslash.</summary>
    private static int AppendEscape(StringBuilder? b, ReadOnlySpan<byte> escape)
    {
        if (escape.IsEmpty)
        {
            JsonSyntax.Throw(escape, 0, "");
        }

        if (escape[0] == 'u')
        {
            for (var i = 1; i < 5; i++)
            {
                if (i >= escape.Length || !char.IsAsciiHexDigit((char)escape[i]))
                {
                    JsonSyntax.Throw(escape, i, "in \\u hexadecimal character escape");
                }
            }

            b?.Append((char)ushort.Parse(escape[1..5], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture));
            return 5;
        }

        var c = escape[0] switch
        {
            (byte)'"' => '"',
            (byte)'\\' => '\\',
            (byte)'/' => '/',
            (byte)'b' => '\b',
            (byte)'f' => '\f',
            (byte)'n' => '\n',
            (byte)'r' => '\r',
            (byte)'t' => '\t',
            _ => '\0',
        };
        if (c == '\0')
        {
            JsonSyntax.Throw(escape, 0, "in string escape code");
        }

        b?.Append(c);
        return 1;
    }

    /// <summary>Replaces halves of surrogate pairs that stand alone, as Go does.</summary>
    private static StringBuilder RepairSurrogates(StringBuilder b)
    {
        for (var i = 0; i < b.Length; i++)
        {
            if (!char.IsSurrogate(b[i]))
            {
                continue;
            }

            if (i + 1 < b.Length && char.IsSurrogatePair(b[i], b[i + 1]))
            {
                i++;
            }
            else
            {
                b[i] = '\uFFFD';
            }
        }

        return b;
    }
}
