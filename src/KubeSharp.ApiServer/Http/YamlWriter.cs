using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// Turns JSON into the YAML that upstream answers with: block style, keys in order of their bytes, lists not indented below
/// their key. A scalar is quoted whenever a YAML 1.1 reader could take it for something else.
/// </summary>
internal static class YamlWriter
{
    private static readonly SearchValues<char> Unsafe = SearchValues.Create(":{}[],&*#?|<>=!%@\\\"'`\n\r\t");

    public static void Write(ReadOnlyMemory<byte> json, IBufferWriter<byte> output)
    {
        using var document = JsonDocument.Parse(json);
        var text = new StringBuilder();
        WriteValue(text, document.RootElement, indent: 0, inline: false);
        Encoding.UTF8.GetBytes(text.ToString(), output);
    }

    private static void WriteValue(StringBuilder text, JsonElement value, int indent, bool inline)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                WriteObject(text, value, indent, inline);
                break;
            case JsonValueKind.Array:
                WriteArray(text, value, indent);
                break;
            case JsonValueKind.String:
                WriteString(text, value.GetString()!);
                text.Append('\n');
                break;
            default:
                text.Append(value.GetRawText()).Append('\n');
                break;
        }
    }

    private static void WriteObject(StringBuilder text, JsonElement value, int indent, bool inline)
    {
        var members = value.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal).ToArray();
        if (members.Length == 0)
        {
            text.Append("{}\n");
            return;
        }

        foreach (var member in members)
        {
            if (!inline)
            {
                text.Append(' ', indent);
            }

            inline = false;
            WriteString(text, member.Name);
            text.Append(':');
            WriteMember(text, member.Value, indent);
        }
    }

    private static void WriteMember(StringBuilder text, JsonElement value, int indent)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object when value.EnumerateObject().MoveNext():
                text.Append('\n');
                WriteObject(text, value, indent + 2, inline: false);
                break;
            case JsonValueKind.Array when value.GetArrayLength() > 0:
                text.Append('\n');
                WriteArray(text, value, indent);
                break;
            case JsonValueKind.String when IsBlock(value.GetString()!):
                WriteBlock(text, value.GetString()!, indent + 2);
                break;
            default:
                text.Append(' ');
                WriteValue(text, value, indent, inline: true);
                break;
        }
    }

    private static void WriteArray(StringBuilder text, JsonElement value, int indent)
    {
        if (value.GetArrayLength() == 0)
        {
            text.Append("[]\n");
            return;
        }

        foreach (var item in value.EnumerateArray())
        {
            text.Append(' ', indent).Append("- ");
            if (item.ValueKind == JsonValueKind.Array && item.GetArrayLength() > 0)
            {
                text.Length -= 1;
                text.Append('\n');
                WriteArray(text, item, indent + 2);
            }
            else
            {
                WriteValue(text, item, indent + 2, inline: true);
            }
        }
    }

    /// <summary>Whether the text reads best, and round trips, as a literal block.</summary>
    private static bool IsBlock(string text)
    {
        if (!text.Contains('\n') || text[0] is ' ' or '\n' or '\t')
        {
            return false;
        }

        foreach (var character in text)
        {
            if (character != '\n' && (char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF' or '\u0085'))
            {
                return false;
            }
        }

        return true;
    }

    private static void WriteBlock(StringBuilder text, string value, int indent)
    {
        var trailing = value.Length - value.TrimEnd('\n').Length;
        text.Append(" |").Append(trailing == 0 ? "-" : trailing == 1 ? "" : "+").Append('\n');
        var body = trailing > 0 ? value[..^1] : value;
        foreach (var line in body.Split('\n'))
        {
            if (line.Length > 0)
            {
                text.Append(' ', indent).Append(line);
            }

            text.Append('\n');
        }
    }

    private static void WriteString(StringBuilder text, string value)
    {
        if (IsPlain(value))
        {
            text.Append(value);
            return;
        }

        text.Append('"');
        foreach (var character in value)
        {
            switch (character)
            {
                case '"' or '\\':
                    text.Append('\\').Append(character);
                    break;
                case '\n':
                    text.Append("\\n");
                    break;
                case '\t':
                    text.Append("\\t");
                    break;
                case '\r':
                    text.Append("\\r");
                    break;
                default:
                    if (char.IsControl(character) || character is '\u2028' or '\u2029' or '\uFEFF')
                    {
                        text.Append("\\u").Append(((int)character).ToString("X4", CultureInfo.InvariantCulture));
                    }
                    else
                    {
                        text.Append(character);
                    }

                    break;
            }
        }

        text.Append('"');
    }

    private static bool IsPlain(string value)
    {
        if (value.Length == 0 || value.AsSpan().ContainsAny(Unsafe) && !OnlyInnerColonsAndEquals(value))
        {
            return false;
        }

        if (value[0] is ' ' or '-' or '.' or '+' or '~' || value[^1] is ' ' || char.IsAsciiDigit(value[0]))
        {
            return IsDottedOrWord(value);
        }

        foreach (var character in value)
        {
            if (char.IsControl(character) || character > 0x7E)
            {
                return false;
            }
        }

        return value.ToLowerInvariant() is not ("null" or "true" or "false" or "yes" or "no" or "on" or "off" or "y" or "n");
    }

    /// <summary>A colon inside a word, as in an image name or a role name, needs no quotes.</summary>
    private static bool OnlyInnerColonsAndEquals(string value)
    {
        for (var i = 0; i < value.Length; i++)
        {
            if (!Unsafe.Contains(value[i]))
            {
                continue;
            }

            if (value[i] is not (':' or '=') || i == 0 || i == value.Length - 1 || value[i + 1] == ' ')
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Whether a text that starts like a number can be no number or date: it has a letter other than those of numbers.</summary>
    private static bool IsDottedOrWord(string value)
    {
        if (!char.IsAsciiDigit(value[0]))
        {
            return false;
        }

        var letters = 0;
        foreach (var character in value)
        {
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('-' or '/' or '.'))
            {
                return false;
            }

            letters += char.IsAsciiLetter(character) && char.ToLowerInvariant(character) is not ('e' or 'x' or 'o' or 'b' or 't' or 'z') && !char.IsAsciiHexDigit(character) ? 1 : 0;
        }

        return letters > 0;
    }
}
