using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>url(), isURL() and the parts of a URL.</summary>
internal static class UrlFunctions
{
    public static void AddTo(Library library)
    {
        library.Global(
            "url",
            "string_to_url",
            [CelType.String],
            UrlValue.UrlType,
            arguments => UrlValue.Parse(arguments[0].AsString, out var error) is { } url
                ? CelValue.Of(url)
                : Library.Error($"URL parse error during conversion from string: parse \"{arguments[0].AsString}\": {error}"),
            CommonCosts.Traversal(),
            CommonCosts.TraversalEstimate());
        library.Global("isURL", "is_url_string", [CelType.String], CelType.Bool, arguments =>
            CelValue.Of(UrlValue.Parse(arguments[0].AsString, out _) is not null));
        Part(library, "getScheme", "url_get_scheme", url => url.Scheme);
        Part(library, "getHost", "url_get_host", url => url.Host);
        Part(library, "getHostname", "url_get_hostname", url => url.HostName);
        Part(library, "getPort", "url_get_port", url => url.Port);
        Part(library, "getEscapedPath", "url_get_escaped_path", url => url.Path);
        library.Member("getQuery", "url_get_query", [UrlValue.UrlType], CelType.Map(CelType.String, CelType.ListOfStrings), arguments =>
            Query(((UrlValue)arguments[0].AsObject).Query));
    }

    private static void Part(Library library, string name, string id, Func<UrlValue, string> part) =>
        library.Member(name, id, [UrlValue.UrlType], CelType.String, arguments => CelValue.Of(part((UrlValue)arguments[0].AsObject)));

    private static CelValue Query(string query)
    {
        var values = new OrderedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            var name = Unescape(equals < 0 ? pair : pair[..equals]);
            if (!values.TryGetValue(name, out var list))
            {
                values[name] = list = [];
            }

            list.Add(equals < 0 ? "" : Unescape(pair[(equals + 1)..]));
        }

        var result = new DictionaryCelMap();
        foreach (var (name, list) in values)
        {
            result.TryAdd(CelValue.Of(name), CelValue.Strings(list));
        }

        return CelValue.Of(result);
    }

    private static string Unescape(string text) => Uri.UnescapeDataString(text.Replace('+', ' '));
}
