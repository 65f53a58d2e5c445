using System.Diagnostics.CodeAnalysis;

namespace KubeSharp.ApiServer.Http;

/// <summary>Which handler serves a path that is no resource: by the exact path, else by the longest prefix of whole segments.</summary>
internal sealed class NonResourceRoutes
{
    private readonly Dictionary<string, INonResourceHandler> _exact = new(StringComparer.Ordinal);
    private readonly List<(string Prefix, INonResourceHandler Handler)> _prefixes = [];

    /// <summary>Answers, as not found, what is neither an API nor a known path, by what paths there are.</summary>
    public INonResourceHandler? Index { get; set; }

    public void Add(string path, INonResourceHandler handler) => _exact[path] = handler;

    /// <param name="prefix">Without a trailing slash; the path itself and everything below it match.</param>
    public void AddPrefix(string prefix, INonResourceHandler handler)
    {
        _prefixes.Add((prefix, handler));
        _prefixes.Sort(static (x, y) => y.Prefix.Length.CompareTo(x.Prefix.Length));
    }

    /// <summary>The root index lists these.</summary>
    public IEnumerable<string> Paths => _exact.Keys.Concat(_prefixes.Select(route => route.Prefix));

    public bool TryFind(string path, [NotNullWhen(true)] out INonResourceHandler? handler)
    {
        if (_exact.TryGetValue(path, out handler) || (path.Length > 1 && path[^1] == '/' && _exact.TryGetValue(path[..^1], out handler)))
        {
            return true;
        }

        foreach (var route in _prefixes)
        {
            if (path.StartsWith(route.Prefix, StringComparison.Ordinal)
                && (path.Length == route.Prefix.Length || path[route.Prefix.Length] == '/'))
            {
                handler = route.Handler;
                return true;
            }
        }

        return false;
    }
}
