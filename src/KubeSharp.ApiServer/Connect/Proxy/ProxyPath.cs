using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace KubeSharp.ApiServer.Connect.Proxy;

/// <summary>The two halves of a proxied path, as the client wrote them (escapes included).</summary>
/// <param name="Prefix">Up to and including "/proxy".</param>
/// <param name="Rest">What follows: "" or a path with its leading slash.</param>
/// <param name="Query">With its question mark, or "".</param>
internal readonly record struct ProxyPath(string Prefix, string Rest, string Query)
{
    private const string Marker = "/proxy";

    /// <param name="http">The request.</param>
    /// <param name="namespaced">/api/v1/namespaces/NS/RESOURCE/NAME/proxy rather than /api/v1/RESOURCE/NAME/proxy.</param>
    public static ProxyPath Of(HttpContext http, bool namespaced)
    {
        var raw = http.Features.Get<IHttpRequestFeature>()?.RawTarget;
        if (raw is not ['/', ..])
        {
            raw = http.Request.Path + http.Request.QueryString;
        }

        var question = raw.IndexOf('?', StringComparison.Ordinal);
        var (path, query) = question < 0 ? (raw, "") : (raw[..question], raw[question..]);
        var slashes = namespaced ? 7 : 5;
        var position = -1;
        for (var i = 0; i < slashes; i++)
        {
            position = path.IndexOf('/', position + 1);
            if (position < 0)
            {
                return new ProxyPath(path, "", query);
            }
        }

        var end = position + Marker.Length;
        return new ProxyPath(path[..end], path[end..], query);
    }
}
