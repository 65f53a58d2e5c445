using System.Text;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Connect.Proxy;

/// <summary>Rewrites what in an answer would lead past the proxy: the Location header and the links of an HTML page.</summary>
internal sealed class ProxyTransformer(Uri target, string prefix) : ForwardTransformer(target)
{
    private const int MaxPage = 16 * 1024 * 1024;

    public override async ValueTask TransformRequestAsync(
        HttpContext httpContext, HttpRequestMessage proxyRequest, string destinationPrefix, CancellationToken cancellationToken)
    {
        await base.TransformRequestAsync(httpContext, proxyRequest, destinationPrefix, cancellationToken);
        proxyRequest.Headers.Remove("X-Forwarded-Uri");
        proxyRequest.Headers.TryAddWithoutValidation("X-Forwarded-Uri", prefix + Target.AbsolutePath);
        if (httpContext.Request.Headers.Upgrade.Count == 0)
        {
            // A page that is rewritten has to arrive in the plain.
            proxyRequest.Headers.AcceptEncoding.Clear();
        }
    }

    public override async ValueTask<bool> TransformResponseAsync(
        HttpContext httpContext, HttpResponseMessage? proxyResponse, CancellationToken cancellationToken)
    {
        var copyBody = await base.TransformResponseAsync(httpContext, proxyResponse, cancellationToken);
        if (proxyResponse is null)
        {
            return copyBody;
        }

        var links = new LinkRewriter(prefix, Target, httpContext.Request.Host.Value ?? "");
        if (httpContext.Response.Headers.Location is [{ Length: > 0 } location])
        {
            httpContext.Response.Headers.Location = links.Rewrite(location);
        }

        if (!copyBody || proxyResponse.Content.Headers is not { ContentType.MediaType: "text/html", ContentEncoding.Count: 0 } headers
            || headers.ContentLength > MaxPage || HttpMethods.IsHead(httpContext.Request.Method))
        {
            return copyBody;
        }

        // Latin-1 maps bytes to characters one to one, whatever the page's encoding: tags and links are ASCII in all that matter.
        var page = Encoding.Latin1.GetString(await proxyResponse.Content.ReadAsByteArrayAsync(cancellationToken));
        httpContext.Response.Headers.ContentLength = null;
        await httpContext.Response.Body.WriteAsync(Encoding.Latin1.GetBytes(links.RewritePage(page)), cancellationToken);
        return false;
    }
}
