using System.Text.Json;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.OpenApi;

/// <summary>/openapi/v2 and /openapi/v3 (KEP-2896).</summary>
internal sealed class OpenApiHandler(OpenApiDocuments documents) : INonResourceHandler
{
    private const string V2Protobuf = "application/com.github.proto-openapi.spec.v2.v1.0+protobuf";
    private const string V2ProtobufOld = "application/com.github.proto-openapi.spec.v2@v1.0+protobuf";
    private const string V3Root = "/openapi/v3";

    public Task HandleAsync(RequestInfo info, QueryParameters query, HttpContext http, CancellationToken cancellationToken) =>
        info.Path.TrimEnd('/') switch
        {
            "/openapi/v2" => AnswerV2Async(http, cancellationToken),
            V3Root => AnswerIndexAsync(http, cancellationToken),
            var path when path.StartsWith(V3Root + "/", StringComparison.Ordinal) =>
                AnswerV3Async(http, query, path[(V3Root.Length + 1)..], cancellationToken),
            _ => PlainText.NotFoundAsync(http, cancellationToken),
        };

    private Task AnswerV2Async(HttpContext http, CancellationToken cancellationToken) =>
        Choose(http, V2Protobuf, V2ProtobufOld) switch
        {
            null => RefuseAsync(http, cancellationToken),
            MediaTypes.Json => DocumentResponse.WriteAsync(http, documents.V2Json, MediaTypes.Json, cancellationToken),
            _ => DocumentResponse.WriteAsync(http, documents.V2Protobuf, V2Protobuf, cancellationToken),
        };

    private Task AnswerV3Async(HttpContext http, QueryParameters query, string path, CancellationToken cancellationToken)
    {
        if (documents.FindV3(path) is not { } document)
        {
            return PlainText.NotFoundAsync(http, cancellationToken);
        }

        if (Choose(http) is null)
        {
            return RefuseAsync(http, cancellationToken);
        }

        var response = http.Response;
        var hash = query["hash"];
        if (hash.Length > 0 && hash != document.Hash)
        {
            response.StatusCode = StatusCodes.Status301MovedPermanently;
            response.Headers.Location = Url(path, document);
            return Task.CompletedTask;
        }

        if (hash.Length > 0)
        {
            // The content of this address never changes.
            response.Headers.CacheControl = "public, immutable";
            response.Headers.Expires = "Fri, 31 Dec 2100 00:00:00 GMT";
        }

        return DocumentResponse.WriteAsync(http, document, MediaTypes.Json, cancellationToken);
    }

    private Task AnswerIndexAsync(HttpContext http, CancellationToken cancellationToken)
    {
        using var buffer = new PooledBuffer();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true }))
        {
            json.WriteStartObject();
            json.WriteStartObject("paths"u8);
            foreach (var (path, document) in documents.V3)
            {
                json.WriteStartObject(path);
                json.WriteString("serverRelativeURL"u8, Url(path, document));
                json.WriteEndObject();
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return DocumentResponse.WriteAsync(http, StoredDocument.Of(buffer.Written.Span), MediaTypes.Json, cancellationToken);
    }

    private static string Url(string path, StoredDocument document) => $"{V3Root}/{path}?hash={document.Hash}";

    /// <summary>The first type of the Accept header that there is; JSON without one; null if none fits.</summary>
    private static string? Choose(HttpContext http, params ReadOnlySpan<string> others)
    {
        var accept = http.Request.Headers.Accept.ToString();
        if (accept.Length == 0)
        {
            return MediaTypes.Json;
        }

        foreach (var range in accept.AsSpan().Split(','))
        {
            var type = AcceptClause.Parse(accept.AsSpan()[range]).Range;
            if (type is MediaTypes.Json or "application/*" or "*/*")
            {
                return MediaTypes.Json;
            }

            foreach (var other in others)
            {
                if (type.SequenceEqual(other))
                {
                    return other;
                }
            }
        }

        return null;
    }

    private static Task RefuseAsync(HttpContext http, CancellationToken cancellationToken) =>
        PlainText.WriteAsync(http, StatusCodes.Status406NotAcceptable, "406 not acceptable\n", cancellationToken);
}
