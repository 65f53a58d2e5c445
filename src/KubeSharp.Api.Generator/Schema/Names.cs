using System.Text;

namespace KubeSharp.Api.Generator.Schema;

/// <summary>How names of the schema become names of C#.</summary>
internal static class Names
{
    /// <summary><c>apps.v1</c> becomes <c>Apps.V1</c>.</summary>
    public static string Namespace(string id) =>
        id == "version" ? "Versions" : string.Join('.', id.Split('.').Select(p => string.Concat(p.Split('_').Select(Capital))));

    /// <summary>A constant's name without the name of its enum, if what is left is an identifier.</summary>
    public static string EnumMember(string enumName, string constant)
    {
        var name = constant;
        if (constant.StartsWith(enumName, StringComparison.Ordinal) && IsIdentifier(constant[enumName.Length..]))
        {
            name = constant[enumName.Length..];
        }
        else if (constant.EndsWith(enumName, StringComparison.Ordinal) && IsIdentifier(constant[..^enumName.Length]))
        {
            name = constant[..^enumName.Length];
        }

        return name == enumName ? name + "Value" : name;
    }

    public static string Property(StructDef owner, FieldDef field)
    {
        var name = field.Json == "metadata" && field.Go is "ObjectMeta" or "ListMeta" ? "Metadata" : field.Go;
        return name == owner.Name ? name + "Value" : name;
    }

    public static string Literal(string text)
    {
        var b = new StringBuilder("\"");
        foreach (var c in text)
        {
            b.Append(c switch
            {
                '"' => "\\\"",
                '\\' => "\\\\",
                < ' ' or > '~' => $"\\u{(int)c:x4}",
                _ => c.ToString(),
            });
        }

        return b.Append('"').ToString();
    }

    private static bool IsIdentifier(string s) => s.Length > 0 && char.IsAsciiLetter(s[0]);

    private static string Capital(string s) => char.ToUpperInvariant(s[0]) + s[1..];
}
