using System.Globalization;
using KubeSharp.Api.Documents;

namespace KubeSharp.ApiServer.CustomResources.Printing;

/// <summary>
/// The part of JSONPath that definitions use: <c>.spec.x</c>, <c>['x']</c>, <c>[0]</c>, <c>[*]</c> and
/// <c>[?(@.type=="Ready")]</c>.
/// </summary>
internal sealed class FieldQuery
{
    private readonly List<Func<DocNode, IEnumerable<DocNode>>> _steps = [];

    private FieldQuery()
    {
    }

    /// <summary>Null if the text is no such path.</summary>
    public static FieldQuery? Parse(string text)
    {
        var query = new FieldQuery();
        var rest = text.AsSpan().Trim();
        while (rest.Length > 0)
        {
            var length = rest[0] switch
            {
                '.' => query.Name(rest),
                '[' => query.Bracket(rest),
                _ => 0,
            };
            if (length == 0)
            {
                return null;
            }

            rest = rest[length..];
        }

        return query;
    }

    public IReadOnlyList<DocNode> Find(DocNode root)
    {
        IEnumerable<DocNode> found = [root];
        foreach (var step in _steps)
        {
            found = found.SelectMany(step).ToList();
        }

        return [.. found];
    }

    private static IEnumerable<DocNode> Field(DocNode node, string name) => node is DocObject fields && fields[name] is { } value ? [value] : [];

    private static IEnumerable<DocNode> Children(DocNode node) => node switch
    {
        DocArray items => items,
        DocObject fields => fields.Select(field => field.Value),
        _ => [],
    };

    /// <summary>Reads <c>.name</c>, in which a backslash takes the next character as it is.</summary>
    private int Name(ReadOnlySpan<char> text)
    {
        var name = "";
        var end = 1;
        while (end < text.Length && text[end] is not ('.' or '['))
        {
            if (text[end] == '\\' && end + 1 < text.Length)
            {
                end++;
            }

            name += text[end++];
        }

        switch (name)
        {
            case "" when end < text.Length && text[end] == '[':
                return end;
            case "":
                return 0;
            case "*":
                _steps.Add(Children);
                break;
            default:
                _steps.Add(node => Field(node, name));
                break;
        }

        return end;
    }

    private int Bracket(ReadOnlySpan<char> text)
    {
        var end = text.IndexOf(']');
        if (text.StartsWith("[?("))
        {
            end = text.IndexOf(")]");
            return end < 0 || !Filter(text[3..end]) ? 0 : end + 2;
        }

        if (end < 0)
        {
            return 0;
        }

        var inner = text[1..end].Trim();
        if (inner is "*")
        {
            _steps.Add(Children);
        }
        else if (inner.Length > 1 && inner[0] is '\'' or '"')
        {
            var name = inner[1..^1].ToString().Replace("\\", "");
            _steps.Add(node => Field(node, name));
        }
        else if (int.TryParse(inner, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var index))
        {
            _steps.Add(node => node is DocArray items && (index < 0 ? index + items.Count : index) is var at and >= 0 && at < items.Count ? [items[at]] : []);
        }
        else
        {
            return 0;
        }

        return end + 1;
    }

    /// <summary><c>@.type=="Ready"</c>, or <c>@.type</c> alone for items that have it.</summary>
    private bool Filter(ReadOnlySpan<char> condition)
    {
        var isEqual = condition.IndexOf("==");
        var isUnequal = condition.IndexOf("!=");
        var split = isEqual >= 0 ? isEqual : isUnequal;
        var left = (split < 0 ? condition : condition[..split]).Trim();
        if (left.Length == 0 || left[0] != '@' || Parse(left[1..].ToString()) is not { } query)
        {
            return false;
        }

        var wanted = split < 0 ? null : condition[(split + 2)..].Trim().Trim('"').Trim('\'').ToString();
        _steps.Add(node => Children(node).Where(child =>
        {
            var values = query.Find(child);
            return wanted is null ? values.Count > 0 : values.Any(value => value is DocScalar scalar && scalar.Text == wanted) == isEqual >= 0;
        }));
        return true;
    }
}
