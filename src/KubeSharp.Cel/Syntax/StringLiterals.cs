using System.Globalization;
using System.Text;

namespace KubeSharp.Cel.Syntax;

/// <summary>The content of string and bytes literals.</summary>
internal static class StringLiterals
{
    /// <exception cref="FormatException">An escape sequence is wrong.</exception>
    public static string Text(string literal)
    {
        var (content, raw) = Strip(literal);
        if (raw || !content.Contains('\\', StringComparison.Ordinal))
        {
            return content;
        }

        var result = new StringBuilder(content.Length);
        Unescape(content, isBytes: false, (value, _) => result.Append(Character(value)));
        return result.ToString();
    }

    /// <exception cref="FormatException">An escape sequence is wrong.</exception>
    public static byte[] Bytes(string literal)
    {
        var (content, raw) = Strip(literal);
        if (raw)
        {
            return Encoding.UTF8.GetBytes(content);
        }

        var result = new List<byte>(content.Length);
        Unescape(content, isBytes: true, (value, isByte) =>
        {
            if (isByte)
            {
                result.Add((byte)value);
            }
            else
            {
                result.AddRange(Encoding.UTF8.GetBytes(Character(value)));
            }
        });
        return [.. result];
    }

    private static string Character(int value) =>
        Rune.IsValid(value) ? new Rune(value).ToString() : throw new FormatException("invalid unicode code point");

    private static (string Content, bool Raw) Strip(string literal)
    {
        var quote = literal.IndexOfAny(['"', '\'']);
        var raw = literal.AsSpan(0, quote).ContainsAny('r', 'R');
        var body = literal[quote..].Replace("\r\n", "\n").Replace('\r', '\n');
        var marks = body.Length >= 6 && body[1] == body[0] && body[2] == body[0] ? 3 : 1;
        return (body[marks..^marks], raw);
    }

    private static void Unescape(string content, bool isBytes, Action<int, bool> emit)
    {
        for (var i = 0; i < content.Length; i++)
        {
            if (content[i] != '\\')
            {
                var rune = Rune.GetRuneAt(content, i);
                emit(rune.Value, false);
                i += rune.Utf16SequenceLength - 1;
                continue;
            }

            if (++i == content.Length)
            {
                throw new FormatException("unable to unescape string, found '\\' as last character");
            }

            switch (content[i])
            {
                case 'a':
                    emit('\a', false);
                    break;
                case 'b':
                    emit('\b', false);
                    break;
                case 'f':
                    emit('\f', false);
                    break;
                case 'n':
                    emit('\n', false);
                    break;
                case 'r':
                    emit('\r', false);
                    break;
                case 't':
                    emit('\t', false);
                    break;
                case 'v':
                    emit('\v', false);
                    break;
                case '\\' or '\'' or '"' or '`' or '?':
                    emit(content[i], false);
                    break;
                case 'x' or 'X':
                    emit(Digits(content, ref i, 2, NumberStyles.AllowHexSpecifier), isBytes);
                    break;
                case 'u' when !isBytes:
                    emit(Digits(content, ref i, 4, NumberStyles.AllowHexSpecifier), false);
                    break;
                case 'U' when !isBytes:
                    emit(Digits(content, ref i, 8, NumberStyles.AllowHexSpecifier), false);
                    break;
                case >= '0' and <= '3':
                    emit(Octal(content, ref i), isBytes);
                    break;
                default:
                    throw new FormatException("unable to unescape string");
            }
        }
    }

    private static int Digits(string content, ref int i, int count, NumberStyles style)
    {
        if (i + count >= content.Length
            || !int.TryParse(content.AsSpan(i + 1, count), style, CultureInfo.InvariantCulture, out var value))
        {
            throw new FormatException("unable to unescape string");
        }

        i += count;
        return value;
    }

    private static int Octal(string content, ref int i)
    {
        var value = 0;
        for (var n = 0; n < 3; n++)
        {
            if (i + n >= content.Length || content[i + n] is < '0' or > '7')
            {
                throw new FormatException("unable to unescape octal sequence in string");
            }

            value = (value * 8) + (content[i + n] - '0');
        }

        i += 2;
        return value;
    }
}
