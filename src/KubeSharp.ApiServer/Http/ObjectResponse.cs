using System.Buffers;
using System.Text;
using KubeSharp.Api;
using KubeSharp.ApiServer.Http.Negotiation;
using Microsoft.AspNetCore.Http;

namespace KubeSharp.ApiServer.Http;

/// <summary>Answers that are one API object, encoded for this answer alone.</summary>
internal static class ObjectResponse
{
    public static void Write(HttpContext http, ResponseFormat format, int statusCode, ApiKind value, RequestContext? context)
    {
        context?.Audit?.Responded(value);
        using var buffer = new PooledBuffer();
        if (format.Wire == WireFormat.Protobuf)
        {
            ProtobufCodec.Encode(value, buffer);
        }
        else
        {
            JsonCodec.Encode(value, buffer);
        }

        if (format.Wire == WireFormat.Protobuf || format is { Wire: WireFormat.Json, Pretty: false })
        {
            if (format.Wire == WireFormat.Json)
            {
                buffer.Write("\n"u8);
            }

            WriteBytes(http, format.ContentType, statusCode, buffer.Written.Span, context);
            return;
        }

        WriteJsonText(http, format, statusCode, buffer.Written, context);
    }

    /// <summary>Answers with compact JSON, laid out or turned to YAML as the client wants it.</summary>
    public static void WriteJsonText(
        HttpContext http, ResponseFormat format, int statusCode, ReadOnlyMemory<byte> json, RequestContext? context)
    {
        using var buffer = new PooledBuffer(json.Length * 2);
        if (format.Wire == WireFormat.Yaml)
        {
            buffer.Write(YamlJson.FromJson(json.Span));
        }
        else if (format.Pretty)
        {
            PrettyJson.Write(json.Span, buffer);
        }
        else
        {
            buffer.Write(json.Span);
            buffer.Write("\n"u8);
        }

        WriteBytes(http, format.ContentType, statusCode, buffer.Written.Span, context);
    }

    /// <summary>Writes the body; Kestrel sends it when the request ends, so that no flush is awaited here.</summary>
    public static void WriteBytes(HttpContext http, string contentType, int statusCode, ReadOnlySpan<byte> body, RequestContext? context)
    {
        Begin(http, contentType, statusCode, context);
        http.Response.ContentLength = body.Length;
        if (HttpMethods.IsHead(http.Request.Method))
        {
            return;
        }

        http.Response.BodyWriter.Write(body);
    }

    /// <summary>Sets status and headers; the body follows.</summary>
    public static void Begin(HttpContext http, string contentType, int statusCode, RequestContext? context)
    {
        var response = http.Response;
        response.StatusCode = statusCode;
        response.ContentType = contentType;
        response.Headers.CacheControl = "no-cache, private";
        if (context?.Warnings is { } warnings)
        {
            foreach (var warning in warnings)
            {
                response.Headers.Append("Warning", WarningHeader(warning));
            }
        }
    }

    /// <summary><c>299 - "text"</c> (RFC 7234, 5.5), in printable ASCII.</summary>
    internal static string WarningHeader(string text)
    {
        var header = new StringBuilder("299 - \"", text.Length + 16);
        foreach (var character in text)
        {
            switch (character)
            {
                case '"' or '\\':
                    header.Append('\\').Append(character);
                    break;
                case < ' ' or '\u007F':
                    break;
                case > '\u007F':
                    header.Append('?');
                    break;
                default:
                    header.Append(character);
                    break;
            }
        }

        return header.Append('"').ToString();
    }
}
