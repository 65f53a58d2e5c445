using System.Text;
using KubeSharp.Api.Documents;

namespace KubeSharp.Api.Yaml;

/// <summary>Writes block YAML. A string that could be read as something else is quoted as in JSON.</summary>
internal static class YamlWriter
{
    public static byte[] Write(DocNode node)
    {
        var b = new StringBuilder();
        Block(b, node, 0);
        return Encoding.UTF8.GetBytes(b.ToString());
    }

    private static void Block(StringBuilder b, DocNode node, int indent)
    {
        switch (node)
        {
            case DocObject { Count: > 0 } o:
                foreach (var (name, value) in o)
                {
                    b.Append(' ', indent).Append(Text(name)).Append(':');
                    Value(b, value, value is DocArray ? indent : indent + 2);
                }

                break;
            case DocArray { Count: > 0 } a:
                foreach (var item in a)
                {
                    Item(b, item, indent);
                }

                break;
            default:
                b.Append(' ', indent).Append(Inline(node)).Append('\n');
                break;
        }
    }

    private static void Value(StringBuilder b, DocNode value, int indent)
    {
        if (value is DocObject { Count: > 0 } or DocArray { Count: > 0 })
        {
            b.Append('\n');
            Block(b, value, indent);
        }
        else
        {
            b.Append(' ').Append(Inline(value)).Append('\n');
        }
    }

    private static void Item(StringBuilder b, DocNode item, int indent)
    {
        var start = b.Length;
        Block(b, item, indent + 2);
        b[start + indent] = '-';
    }

    private static string Inline(DocNode node) => node switch
    {
        DocObject => "{}",
        DocArray => "[]",
        DocScalar { Kind: DocScalarKind.String } s => Text(s.Text),
        _ => node.ToString(),
    };

    private static string Text(string text)
    {
        var plain = text.Length > 0
            && (char.IsAsciiLetterOrDigit(text[0]) || text[0] is '/' or '_' or '.')
            && !text.EndsWith(' ')
            && !text.EndsWith(':')
            && text.All(c => c is >= ' ' and <= '~')
            && !text.Contains(": ", StringComparison.Ordinal)
            && !text.Contains(" #", StringComparison.Ordinal)
            && !text.StartsWith("...", StringComparison.Ordinal)
            && !YamlScalars.IsAmbiguous(text);
        return plain ? text : new DocScalar(text).ToString();
    }
}
