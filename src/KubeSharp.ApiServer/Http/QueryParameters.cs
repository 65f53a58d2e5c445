using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.ApiServer.Http;

/// <summary>
/// The parameters of a query string in their order, decoded. A request has a handful at most, so they are an array that is
/// searched from the front; a request without a query string costs nothing.
/// </summary>
public readonly struct QueryParameters
{
    private const int MaxParameters = 1000;

    private readonly KeyValuePair<string, string>[]? _pairs;

    private QueryParameters(KeyValuePair<string, string>[] pairs) => _pairs = pairs;

    public int Count => _pairs?.Length ?? 0;

    public ReadOnlySpan<KeyValuePair<string, string>> Pairs => _pairs;

    /// <summary>The first value of the parameter, "" if it is absent.</summary>
    public string this[string name] => TryGet(name, out var value) ? value : "";

    /// <param name="query">The raw query string, with or without its question mark.</param>
    public static QueryParameters Parse(string? query)
    {
        if (string.IsNullOrEmpty(query) || query is "?")
        {
            return default;
        }

        var rest = query.AsSpan(query[0] == '?' ? 1 : 0);
        var pairs = new List<KeyValuePair<string, string>>();
        foreach (var range in rest.Split('&'))
        {
            var part = rest[range];
            if (part.IsEmpty)
            {
                continue;
            }

            if (pairs.Count == MaxParameters)
            {
                break;
            }

            var equals = part.IndexOf('=');
            var name = equals < 0 ? part : part[..equals];
            var value = equals < 0 ? default : part[(equals + 1)..];
            pairs.Add(new(Decode(name), Decode(value)));
        }

        return new QueryParameters([.. pairs]);
    }

    public static QueryParameters From(params ReadOnlySpan<KeyValuePair<string, string>> pairs) => new(pairs.ToArray());

    public bool TryGet(string name, [NotNullWhen(true)] out string? value)
    {
        foreach (var pair in Pairs)
        {
            if (pair.Key == name)
            {
                value = pair.Value;
                return true;
            }
        }

        value = null;
        return false;
    }

    /// <summary>All values of a parameter that may be repeated.</summary>
    public List<string> All(string name)
    {
        var values = new List<string>();
        foreach (var pair in Pairs)
        {
            if (pair.Key == name)
            {
                values.Add(pair.Value);
            }
        }

        return values;
    }

    /// <summary>A boolean parameter by upstream's rule for query conversion: false, 0 and absence are false, anything else is true.</summary>
    public bool Flag(string name) => TryGet(name, out var value) && !(value is "0" || value.Equals("false", StringComparison.OrdinalIgnoreCase));

    private static string Decode(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return "";
        }

        if (text.IndexOfAny('%', '+') < 0)
        {
            return text.ToString();
        }

        return Uri.UnescapeDataString(text.ToString().Replace('+', ' '));
    }
}
