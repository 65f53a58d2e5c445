using KubeSharp.ApiServer.Http;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>Answers with a stored document, compressed as it is stored if the client takes that.</summary>
internal static class DocumentResponse
{
    public static async Task WriteAsync(HttpContext http, StoredDocument document, string contentType, CancellationToken cancellationToken)
    {
        var response = http.Response;
        var etag = '"' + document.Hash + '"';
        response.Headers.ETag = etag;
        response.Headers.Vary = "Accept";
        response.Headers.Append("Vary", "Accept-Encoding");
        if (http.Request.Headers.IfNoneMatch.ToString().Contains(etag, StringComparison.Ordinal))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.StatusCode = StatusCodes.Status200OK;
        response.ContentType = contentType;
        var gzip = http.Request.Headers.AcceptEncoding.ToString().Contains("gzip", StringComparison.OrdinalIgnoreCase);
        response.ContentLength = gzip ? document.Gzip.Length : document.Length;
        if (gzip)
        {
            response.Headers.ContentEncoding = "gzip";
        }

        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        if (gzip)
        {
            await response.BodyWriter.WriteAsync(document.Gzip, cancellationToken).ConfigureAwait(false);
            return;
        }

        var content = document.OpenContent();
        await using (content.ConfigureAwait(false))
        {
            await content.CopyToAsync(response.Body, cancellationToken).ConfigureAwait(false);
        }
    }
}
