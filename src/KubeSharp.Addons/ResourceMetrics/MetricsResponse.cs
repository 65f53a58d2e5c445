using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>Answers in the form that the client accepts: JSON, protobuf, or a table for kubectl get.</summary>
internal static class MetricsResponse
{
    private const string Json = "application/json";
    private const string Protobuf = "application/vnd.kubernetes.protobuf";

    public static void Write(HttpContext http, int statusCode, ApiKind value)
    {
        foreach (var clause in http.Request.Headers.Accept.ToString().Split(','))
        {
            var isTable = clause.Contains("as=Table", StringComparison.Ordinal);
            if (isTable && clause.Split(';').Any(parameter => parameter.Trim() == "v=v1") && MetricsTable.Of(value) is { } table)
            {
                WriteJson(http, statusCode, table);
                return;
            }

            if (!isTable && clause.TrimStart().StartsWith(Protobuf, StringComparison.Ordinal))
            {
                WriteProtobuf(http, statusCode, value);
                return;
            }

            if (!isTable && clause.TrimStart().StartsWith(Json, StringComparison.Ordinal))
            {
                break;
            }
        }

        WriteJson(http, statusCode, value);
    }

    public static async Task WriteTextAsync(HttpContext http, int statusCode, string text)
    {
        http.Response.StatusCode = statusCode;
        http.Response.ContentType = "text/plain; charset=utf-8";
        await http.Response.BodyWriter.WriteAsync(Encoding.UTF8.GetBytes(text), http.RequestAborted).ConfigureAwait(false);
    }

    public static void WriteStatus(HttpContext http, Status status) => WriteJson(http, status.Code, status);

    private static void WriteJson(HttpContext http, int statusCode, ApiKind value)
    {
        Begin(http, statusCode, Json);
        JsonCodec.Encode(value, http.Response.BodyWriter);
    }

    private static void WriteProtobuf(HttpContext http, int statusCode, ApiKind value)
    {
        Begin(http, statusCode, Protobuf);
        ProtobufCodec.Encode(value, http.Response.BodyWriter);
    }

    private static void Begin(HttpContext http, int statusCode, string contentType)
    {
        http.Response.StatusCode = statusCode;
        http.Response.ContentType = contentType;
    }
}
