using System.Text;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Serving;

/// <summary>Writes whole responses.</summary>
public static class PlainResponse
{
    public const string Json = "application/json";
    public const string Text = "text/plain; charset=utf-8";

    /// <summary>The text format of Prometheus.</summary>
    public const string Metrics = "text/plain; version=0.0.4; charset=utf-8";

    public static Task TextAsync(HttpContext http, int statusCode, string text, CancellationToken cancellationToken) =>
        BytesAsync(http, statusCode, Text, Encoding.UTF8.GetBytes(text), cancellationToken);

    public static async Task BytesAsync(
        HttpContext http, int statusCode, string contentType, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        http.Response.StatusCode = statusCode;
        http.Response.ContentType = contentType;
        http.Response.ContentLength = body.Length;
        await http.Response.Body.WriteAsync(body, cancellationToken);
    }
}
