using System.Text;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>Answers that are text.</summary>
internal static class PlainText
{
    public static Task NotFoundAsync(HttpContext http, CancellationToken cancellationToken) =>
        WriteAsync(http, StatusCodes.Status404NotFound, "404 page not found\n", cancellationToken);

    public static async Task WriteAsync(HttpContext http, int statusCode, string text, CancellationToken cancellationToken)
    {
        var response = http.Response;
        response.StatusCode = statusCode;
        response.ContentType = "text/plain; charset=utf-8";
        response.Headers.XContentTypeOptions = "nosniff";
        var bytes = Encoding.UTF8.GetBytes(text);
        response.ContentLength = bytes.Length;
        if (!HttpMethods.IsHead(http.Request.Method))
        {
            await response.BodyWriter.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        }
    }
}
