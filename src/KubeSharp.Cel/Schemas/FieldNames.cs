using System.Text;

namespace KubeSharp.Cel.Schemas;

/// <summary>Names of properties as expressions write them: what is no identifier is escaped (<c>a-b</c> is <c>a__dash__b</c>).</summary>
public static class FieldNames
{
    private static readonly HashSet<string> Keywords =
    [
        "true", "false", "null", "in", "as", "break", "const", "continue", "else", "for", "function", "if", "import", "let", "loop", "package",
        "namespace", "return", "var", "void", "while",
    ];

    /// <summary>Null if the name cannot be written at all.</summary>
    public static string? Escape(string name)
    {
        if (name.Length == 0 || char.IsAsciiDigit(name[0]))
        {
            return null;
        }

        if (Keywords.Contains(name))
        {
            return $"__{name}__";
        }

        var result = new StringBuilder(name.Length);
        for (var i = 0; i < name.Length; i++)
        {
            var c = name[i];
            switch (c)
            {
                case '_' when i + 1 < name.Length && name[i + 1] == '_':
                    result.Append("__underscores__");
                    i++;
                    break;
                case '.':
                    result.Append("__dot__");
                    break;
                case '-':
                    result.Append("__dash__");
                    break;
                case '/':
                    result.Append("__slash__");
                    break;
                default:
                    if (!char.IsAsciiLetterOrDigit(c) && c != '_')
                    {
                        return null;
                    }

                    result.Append(c);
                    break;
            }
        }

        return result.ToString();
    }
}
