using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.ApiServer.Authentication;

namespace KubeSharp.ApiServer.Audit;

/// <summary>Writes an Event of audit.k8s.io/v1 as JSON, its fields in upstream's order.</summary>
internal static class AuditEventWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    public static byte[] Write(AuditRecord record, AuditStage stage, DateTimeOffset at, int code, Status? status, bool isTruncated)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        writer.WriteString("kind", "Event");
        writer.WriteString("apiVersion", "audit.k8s.io/v1");
        writer.WriteString("level", record.Decision.Level.ToString());
        writer.WriteString("auditID", record.Id);
        writer.WriteString("stage", stage.ToString());
        writer.WriteString("requestURI", record.Origin.RequestUri);
        writer.WriteString("verb", record.Info.Verb);
        WriteUser(writer, "user", record.User);
        if (record.ImpersonatedUser is { } impersonated)
        {
            WriteUser(writer, "impersonatedUser", impersonated);
            if (record.ImpersonationConstraint.Length > 0)
            {
                writer.WriteStartObject("authenticationMetadata");
                writer.WriteString("impersonationConstraint", record.ImpersonationConstraint);
                writer.WriteEndObject();
            }
        }

        WriteOrigin(writer, record.Origin);
        WriteTarget(writer, record);
        if (stage != AuditStage.RequestReceived)
        {
            WriteStatus(writer, code, status);
            WriteRaw(writer, "requestObject", isTruncated ? null : record.RequestObject);
            WriteRaw(writer, "responseObject", isTruncated ? null : record.ResponseObject);
        }

        writer.WriteString("requestReceivedTimestamp", new MicroTime(record.ReceivedAt).ToString());
        writer.WriteString("stageTimestamp", new MicroTime(at).ToString());
        WriteAnnotations(writer, record, isTruncated);
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteUser(Utf8JsonWriter writer, string name, UserInfo user)
    {
        writer.WriteStartObject(name);
        WriteText(writer, "username", user.Name);
        WriteText(writer, "uid", user.UID);
        WriteTexts(writer, "groups", user.Groups);
        if (user.Extra.Count > 0)
        {
            writer.WriteStartObject("extra");
            foreach (var (key, values) in user.Extra)
            {
                WriteTexts(writer, key, values);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    private static void WriteOrigin(Utf8JsonWriter writer, AuditOrigin origin)
    {
        WriteTexts(writer, "sourceIPs", origin.SourceIPs);
        WriteText(writer, "userAgent", origin.UserAgent);
    }

    private static void WriteTarget(Utf8JsonWriter writer, AuditRecord record)
    {
        var info = record.Info;
        if (!info.IsResourceRequest)
        {
            return;
        }

        writer.WriteStartObject("objectRef");
        WriteText(writer, "resource", info.Resource);
        WriteText(writer, "namespace", record.Target.Namespace);
        WriteText(writer, "name", record.Target.Name);
        WriteText(writer, "uid", record.Target.Uid);
        WriteText(writer, "apiGroup", info.ApiGroup);
        WriteText(writer, "apiVersion", info.ApiVersion);
        WriteText(writer, "resourceVersion", record.Target.ResourceVersion);
        WriteText(writer, "subresource", info.Subresource);
        writer.WriteEndObject();
    }

    private static void WriteStatus(Utf8JsonWriter writer, int code, Status? status)
    {
        var bare = JsonCodec.EncodeBare((status ?? new Status()) with { Metadata = new ListMeta(), Code = code });
        writer.WritePropertyName("responseStatus");
        writer.WriteRawValue(bare, skipInputValidation: true);
    }

    private static void WriteRaw(Utf8JsonWriter writer, string name, ReadOnlyMemory<byte>? json)
    {
        if (json is { } value)
        {
            writer.WritePropertyName(name);
            writer.WriteRawValue(value.Span, skipInputValidation: true);
        }
    }

    private static void WriteAnnotations(Utf8JsonWriter writer, AuditRecord record, bool isTruncated)
    {
        lock (record)
        {
            if (record.Annotations is not { Count: > 0 } && !isTruncated)
            {
                return;
            }

            writer.WriteStartObject("annotations");
            if (isTruncated)
            {
                writer.WriteString("audit.k8s.io/truncated", "true");
            }

            foreach (var (key, value) in record.Annotations ?? [])
            {
                writer.WriteString(key, value);
            }

            writer.WriteEndObject();
        }
    }

    private static void WriteText(Utf8JsonWriter writer, string name, string value)
    {
        if (value.Length > 0)
        {
            writer.WriteString(name, value);
        }
    }

    private static void WriteTexts(Utf8JsonWriter writer, string name, IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return;
        }

        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
