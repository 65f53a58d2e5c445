using System.Net.Http.Headers;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Client.Http;

/// <summary>Bodies to objects, by content type.</summary>
internal static class BodyDecoder
{
    public static bool IsProtobuf(MediaTypeHeaderValue? type) => type?.MediaType == MediaTypes.Protobuf;

    /// <summary>The object, or null if its kind is not built in (or the body is no object at all).</summary>
    public static ApiKind? Decode(MediaTypeHeaderValue? type, ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty)
        {
            return null;
        }

        return IsProtobuf(type) ? ProtobufCodec.DecodeAny(body) : type?.MediaType == MediaTypes.Json ? DecodeJson(body) : null;
    }

    public static ApiKind? DecodeJson(ReadOnlySpan<byte> body)
    {
        var (apiVersion, kind) = JsonCodec.PeekTypeMeta(body);
        return ApiTypes.Find(apiVersion, kind) is { } type ? JsonCodec.Decode(type, body) : null;
    }

    /// <summary>The failure that an answer with an error status stands for, whoever sent it.</summary>
    public static ApiException Error(int code, MediaTypeHeaderValue? type, ReadOnlySpan<byte> body)
    {
        try
        {
            if (Decode(type, body) is Status { StatusValue: "Failure" } status)
            {
                return new ApiException(status.Code == 0 ? status with { Code = code } : status);
            }
        }
        catch (DecodeException)
        {
            // Not from an API server: a proxy on the way, say.
        }

        var text = System.Text.Encoding.UTF8.GetString(body[..Math.Min(body.Length, 2048)]).Trim();
        return new ApiException(new Status
        {
            StatusValue = "Failure",
            Code = code,
            Reason = ReasonOf(code),
            Message = text.Length > 0 ? text : $"the server answered with HTTP status {code}",
        });
    }

    private static string ReasonOf(int code) => code switch
    {
        400 => "BadRequest",
        401 => "Unauthorized",
        403 => "Forbidden",
        404 => "NotFound",
        405 => "MethodNotAllowed",
        406 => "NotAcceptable",
        409 => "Conflict",
        410 => "Gone",
        413 => "RequestEntityTooLarge",
        415 => "UnsupportedMediaType",
        422 => "Invalid",
        429 => "TooManyRequests",
        500 => "InternalError",
        503 => "ServiceUnavailable",
        504 => "Timeout",
        _ => "",
    };
}
