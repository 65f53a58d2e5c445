using System.Text;

namespace KubeSharp.Api;

/// <summary>A field selector: <c>metadata.name=a,status.phase!=Running</c>. All terms have to hold.</summary>
public sealed class FieldSelector
{
    private readonly FieldRequirement[] _requirements;

    public FieldSelector(IEnumerable<FieldRequirement> requirements) => _requirements = [.. requirements];

    public static FieldSelector Everything { get; } = new([]);

    public IReadOnlyList<FieldRequirement> Requirements => _requirements;

    public bool IsEmpty => _requirements.Length == 0;

    /// <exception cref="FormatException">The text is no selector; the message is upstream's.</exception>
    public static FieldSelector Parse(string text)
    {
        var terms = Split(text).Where(t => t.Length > 0).Select(t => Term(text, t)).ToList();
        return terms.Count == 0 ? Everything : new FieldSelector(terms.OrderBy(t => t.Field, StringComparer.Ordinal));
    }

    /// <summary>The value that the field has to be equal to, if a term asks for that.</summary>
    public string? RequiredValue(string field) => _requirements.FirstOrDefault(r => r.IsEqual && r.Field == field)?.Value;

    /// <param name="value">Gives the value of a field.</param>
    public bool Matches(Func<string, string?> value)
    {
        foreach (var requirement in _requirements)
        {
            if (!requirement.Matches(value(requirement.Field)))
            {
                return false;
            }
        }

        return true;
    }

    public override string ToString() => string.Join(',', _requirements.Select(r => r.ToString()));

    private static List<string> Split(string text)
    {
        var terms = new List<string>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                terms.Add(text[start..i]);
                start = i + 1;
            }
        }

        terms.Add(text[start..]);
        return terms;
    }

    private static FieldRequirement Term(string text, string term)
    {
        for (var i = 0; i < term.Length; i++)
        {
            foreach (var (op, equal) in (ReadOnlySpan<(string, bool)>)[("!=", false), ("==", true), ("=", true)])
            {
                if (term.AsSpan(i).StartsWith(op, StringComparison.Ordinal))
                {
                    return new FieldRequirement(term[..i], equal, Unescape(term[(i + op.Length)..]));
                }
            }
        }

        throw new FormatException($"invalid selector: '{text}'; can't understand '{term}'");
    }

    private static string Unescape(string value)
    {
        var b = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            if (value[i] == '\\')
            {
                i++;
                if (i >= value.Length || value[i] is not ('\\' or ',' or '='))
                {
                    throw new FormatException($"invalid field selector: invalid escape sequence: \\{(i < value.Length ? value[i] : "")}");
                }
            }
            else if (value[i] is ',' or '=')
            {
                throw new FormatException($"invalid field selector: unescaped {value[i]}");
            }

            b.Append(value[i]);
        }

        return b.ToString();
    }
}
