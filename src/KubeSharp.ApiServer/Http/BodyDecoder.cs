using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.Api.Custom;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Http.Negotiation;
using KubeSharp.ApiServer.Resources;

namespace KubeSharp.ApiServer.Http;

/// <summary>Turns a request body into the object that the endpoint expects, with upstream's words for what is wrong with it.</summary>
internal static class BodyDecoder
{
    /// <summary>policy/v1beta1 is gone, but its evictions are accepted for the sake of old clients; their form is the same.</summary>
    private const string EvictionKind = "Eviction";
    private const string NoKind = "couldn't get version/kind; json parse error: ";
    private const int MaxSummaryLength = 30;
    private const string OldEvictionVersion = "policy/v1beta1";

    /// <param name="expected">A body that names no kind is taken for this one.</param>
    /// <param name="fieldValidation">Ignore, Warn (also for "") or Strict.</param>
    /// <exception cref="ApiException">400.</exception>
    public static ApiKind Decode(
        ReadOnlyMemory<byte> body, WireFormat format, ApiType expected, string fieldValidation, RequestContext context)
    {
        var json = body;
        try
        {
            json = format == WireFormat.Yaml ? YamlJson.ToJson(body) : body;
            var (apiVersion, kind) = format == WireFormat.Protobuf ? ProtobufCodec.PeekTypeMeta(body.Span) : JsonCodec.PeekTypeMeta(json.Span);
            if (expected.Empty is CustomObject && kind.Length > 0 && apiVersion.Length > 0)
            {
                CheckCustomKind(apiVersion, kind, expected, json.Span);
            }
            else
            {
                CheckKind(apiVersion, kind, expected);
            }
        }
        catch (DecodeException e)
        {
            throw Unrecognized(expected, body.Span, KindUnread(format, e));
        }

        try
        {
            return format == WireFormat.Protobuf
                ? ProtobufCodec.Decode(expected, body.Span)
                : DecodeJson(json, expected, fieldValidation, context);
        }
        catch (DecodeException e)
        {
            throw Unusable(expected, e.Message);
        }
    }

    /// <summary>DeleteOptions are the same in every group version, so only the kind counts.</summary>
    /// <exception cref="ApiException">500 without a reason, which is what upstream's clients get.</exception>
    public static DeleteOptions DecodeDeleteOptions(ReadOnlyMemory<byte> body, WireFormat format)
    {
        var expected = ApiTypes.Of<DeleteOptions>();
        var json = body;
        try
        {
            json = format == WireFormat.Yaml ? YamlJson.ToJson(body) : body;
            var (apiVersion, kind) = format == WireFormat.Protobuf ? ProtobufCodec.PeekTypeMeta(body.Span) : JsonCodec.PeekTypeMeta(json.Span);
            if (kind is not ("" or "DeleteOptions"))
            {
                throw NotDeleteOptions(
                    $"no kind \"{kind}\" is registered for version \"{(apiVersion.Length > 0 ? apiVersion : expected.ApiVersion)}\" "
                    + "in scheme \"k8s.io/apimachinery/pkg/apis/meta/internalversion/scheme/register.go:27\"");
            }
        }
        catch (DecodeException e)
        {
            throw NotDeleteOptions(KindUnread(format, e));
        }

        try
        {
            return (DeleteOptions)(format == WireFormat.Protobuf
                ? ProtobufCodec.Decode(expected, body.Span)
                : JsonCodec.Decode(expected, json.Span));
        }
        catch (DecodeException e)
        {
            throw NotDeleteOptions(e.Message);
        }
    }

    private static string KindUnread(WireFormat format, DecodeException e) =>
        format == WireFormat.Json && !e.Message.StartsWith(NoKind, StringComparison.Ordinal) ? NoKind + e.Message : e.Message;

    private static ApiException NotDeleteOptions(string reason) =>
        new(new Status { StatusValue = "Failure", Message = reason, Code = 500 });

    /// <exception cref="DecodeException">It is not of this kind.</exception>
    private static ApiKind DecodeJson(ReadOnlyMemory<byte> json, ApiType expected, string fieldValidation, RequestContext context)
    {
        var warnings = fieldValidation == "Ignore" ? null : new DecodeWarnings();
        var value = JsonCodec.Decode(expected, json.Span, warnings);
        if (warnings is { Messages.Count: > 0 })
        {
            Report(warnings, expected, fieldValidation, context);
        }

        return value;
    }

    /// <summary>Unknown and duplicate fields fail a Strict request and warn otherwise.</summary>
    public static void Report(DecodeWarnings warnings, ApiType expected, string fieldValidation, RequestContext context)
    {
        if (fieldValidation == "Strict")
        {
            throw Unusable(expected, "strict decoding error: " + string.Join(", ", warnings.Messages));
        }

        foreach (var message in warnings.Messages)
        {
            context.Warn(message);
        }
    }

    /// <summary>Nothing is registered for custom kinds: what comes in the right version is an object with a wrong field.</summary>
    private static void CheckCustomKind(string apiVersion, string kind, ApiType expected, ReadOnlySpan<byte> json)
    {
        if (apiVersion != expected.ApiVersion)
        {
            throw ApiErrors.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version ({expected.ApiVersion})");
        }

        if (kind != expected.Kind)
        {
            var errors = new ErrorList();
            errors.Invalid(FieldPath.Root("kind"), ErrorList.Quote(kind), "must be " + expected.Kind);
            throw ApiErrors.Invalid(expected.Group, kind, NameIn(json), errors.Causes);
        }
    }

    private static string NameIn(ReadOnlySpan<byte> json)
    {
        try
        {
            var name = JsonNode.Parse(json) is JsonObject value && value["metadata"] is JsonObject metadata ? metadata["name"] : null;
            return name is JsonValue text && text.TryGetValue(out string? found) ? found : "";
        }
        catch (JsonException)
        {
            return "";
        }
    }

    private static void CheckKind(string apiVersion, string kind, ApiType expected)
    {
        if ((kind.Length == 0 || kind == expected.Kind)
            && (apiVersion.Length == 0 || apiVersion == expected.ApiVersion || (kind == EvictionKind && apiVersion == OldEvictionVersion)))
        {
            return;
        }

        kind = kind.Length == 0 ? expected.Kind : kind;
        apiVersion = apiVersion.Length == 0 ? expected.ApiVersion : apiVersion;
        var version = apiVersion[(apiVersion.IndexOf('/') + 1)..];
        if (ApiTypes.Find(apiVersion, kind) is null && (kind != expected.Kind || expected.Empty is not CustomObject))
        {
            throw ApiErrors.BadRequest(
                $"{kind} in version \"{version}\" cannot be handled as a {expected.Kind}: no kind \"{kind}\" is registered for version \"{apiVersion}\"");
        }

        if (kind == expected.Kind)
        {
            throw ApiErrors.BadRequest(
                $"the API version in the data ({apiVersion}) does not match the expected API version ({expected.ApiVersion})");
        }

        throw ApiErrors.BadRequest(
            $"{kind} in version \"{version}\" cannot be handled as a {expected.Kind}: converting ({version}.{kind}) to ({expected.Version}.{expected.Kind}): unknown conversion");
    }

    /// <summary>Not even the kind could be read. Shows the begin of the body, in hexadecimal unless it looks like JSON.</summary>
    private static ApiException Unrecognized(ApiType expected, ReadOnlySpan<byte> body, string reason)
    {
        var start = body[..Math.Min(body.Length, MaxSummaryLength)];
        var summary = body.IsEmpty ? "<empty>"
            : (body[0] == '{' ? Encoding.UTF8.GetString(start) : Convert.ToHexStringLower(start)) + (body.Length > MaxSummaryLength ? " ..." : "");
        return ApiErrors.BadRequest($"the object provided is unrecognized (must be of type {expected.Kind}): {reason} ({summary})");
    }

    private static ApiException Unusable(ApiType expected, string reason) => ApiErrors.BadRequest(
        $"{expected.Kind} in version \"{expected.Version}\" cannot be handled as a {expected.Kind}: {reason}");
}
