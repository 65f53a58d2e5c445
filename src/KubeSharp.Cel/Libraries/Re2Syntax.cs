using System.Text;

namespace KubeSharp.Cel.Libraries;

/// <summary>
/// Turns RE2's syntax into .NET's where they differ: named groups, POSIX classes, the end of the text, digits and words (ASCII only in RE2),
/// quoted stretches.
/// </summary>
internal static class Re2Syntax
{
    private static readonly Dictionary<string, string> Classes = new(StringComparer.Ordinal)
    {
        ["alnum"] = "0-9A-Za-z",
        ["alpha"] = "A-Za-z",
        ["ascii"] = @"\x00-\x7F",
        ["blank"] = @"\t ",
        ["cntrl"] = @"\x00-\x1F\x7F",
        ["digit"] = "0-9",
        ["graph"] = "!-~",
        ["lower"] = "a-z",
        ["print"] = " -~",
        ["punct"] = @"!-/:-@\[-`{-~",
        ["space"] = @"\t\n\v\f\r ",
        ["upper"] = "A-Z",
        ["word"] = "0-9A-Za-z_",
        ["xdigit"] = "0-9A-Fa-f",
    };

    /// <summary>Null if the pattern uses what RE2 does not have.</summary>
    public static string? Translate(string pattern)
    {
        var result = new StringBuilder(pattern.Length + 8);
        var inClass = false;
        var multiline = pattern.StartsWith("(?", StringComparison.Ordinal) && pattern.IndexOf(')', StringComparison.Ordinal) is > 0 and var end
            && pattern.AsSpan(2, end - 2).Contains('m');
        for (var i = 0; i < pattern.Length; i++)
        {
            var c = pattern[i];
            switch (c)
            {
                case '\\':
                    if (i + 1 == pattern.Length || Escape(pattern, ref i, inClass) is not { } escaped)
                    {
                        return null;
                    }

                    result.Append(escaped);
                    break;
                case '[' when inClass:
                    if (PosixClass(pattern, ref i) is { } posix)
                    {
                        result.Append(posix);
                    }
                    else
                    {
                        result.Append("\\[");
                    }

                    break;
                case '[':
                    inClass = true;
                    result.Append(c);
                    if (i + 1 < pattern.Length && pattern[i + 1] == '^')
                    {
                        result.Append(pattern[++i]);
                    }

                    if (i + 1 < pattern.Length && pattern[i + 1] == ']')
                    {
                        result.Append("\\]");
                        i++;
                    }

                    break;
                case ']':
                    inClass = false;
                    result.Append(c);
                    break;
                case '-' when inClass && i + 1 < pattern.Length && pattern[i + 1] == '[':
                    result.Append("\\-");
                    break;
                case '(' when !inClass && Group(pattern, ref i) is { } group:
                    if (group.Length == 0)
                    {
                        return null;
                    }

                    result.Append(group);
                    break;
                case '$' when !inClass && !multiline:
                    result.Append("\\z");
                    break;
                default:
                    result.Append(c);
                    break;
            }
        }

        return inClass ? null : result.ToString();
    }

    /// <summary>Null for an ordinary group; empty for one that RE2 does not have.</summary>
    private static string? Group(string pattern, ref int i)
    {
        var rest = pattern.AsSpan(i);
        if (rest.StartsWith("(?P<"))
        {
            i += 3;
            return "(?<";
        }

        return rest.StartsWith("(?=") || rest.StartsWith("(?!") || rest.StartsWith("(?<=") || rest.StartsWith("(?<!") || rest.StartsWith("(?>") || rest.StartsWith("(?#")
            ? ""
            : null;
    }

    private static string? PosixClass(string pattern, ref int i)
    {
        if (i + 1 >= pattern.Length || pattern[i + 1] != ':' || pattern.IndexOf(":]", i, StringComparison.Ordinal) is not (> 0 and var end)
            || !Classes.TryGetValue(pattern[(i + 2)..end], out var ranges))
        {
            return null;
        }

        i = end + 1;
        return ranges;
    }

    private static string? Escape(string pattern, ref int i, bool inClass)
    {
        var c = pattern[++i];
        switch (c)
        {
            case 'd':
                return inClass ? "0-9" : "[0-9]";
            case 'D':
                return inClass ? "\\D" : "[^0-9]";
            case 'w':
                return inClass ? "0-9A-Za-z_" : "[0-9A-Za-z_]";
            case 'W':
                return inClass ? "\\W" : "[^0-9A-Za-z_]";
            case 's':
                return inClass ? @"\t\n\f\r " : @"[\t\n\f\r ]";
            case 'S':
                return inClass ? "\\S" : @"[^\t\n\f\r ]";
            case 'A' or 'z' or 'b' or 'B' or 'a' or 'f' or 't' or 'n' or 'r' or 'v':
                return "\\" + c;
            case 'x' when i + 1 < pattern.Length && pattern[i + 1] == '{':
                return CodePoint(pattern, ref i);
            case 'x':
                return "\\x";
            case 'p' or 'P' when i + 1 < pattern.Length && pattern[i + 1] != '{':
                return $"\\{c}{{{pattern[++i]}}}";
            case 'p' or 'P':
                return "\\" + c;
            case 'Q':
                var end = pattern.IndexOf("\\E", i, StringComparison.Ordinal);
                var quoted = end < 0 ? pattern[(i + 1)..] : pattern[(i + 1)..end];
                i = end < 0 ? pattern.Length : end + 1;
                return System.Text.RegularExpressions.Regex.Escape(quoted);
            default:
                return char.IsAsciiLetterOrDigit(c) ? null : "\\" + c;
        }
    }

    private static string? CodePoint(string pattern, ref int i)
    {
        var end = pattern.IndexOf('}', i);
        if (end < 0 || !int.TryParse(pattern.AsSpan(i + 2, end - i - 2), System.Globalization.NumberStyles.AllowHexSpecifier, null, out var value) || value > 0xFFFF)
        {
            return null;
        }

        i = end;
        return $"\\u{value:X4}";
    }
}
