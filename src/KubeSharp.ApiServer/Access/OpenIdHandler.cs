using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Access;

/// <summary>The documents with which others verify ServiceAccount tokens (OpenID Connect Discovery 1.0, RFC 7517).</summary>
internal sealed class OpenIdHandler(Func<byte[]> document, string mediaType) : INonResourceHandler
{
    public async Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken)
    {
        http.Response.ContentType = mediaType;
        http.Response.Headers.CacheControl = "public, max-age=3600";
        await http.Response.Body.WriteAsync(document(), cancellationToken);
    }
}
