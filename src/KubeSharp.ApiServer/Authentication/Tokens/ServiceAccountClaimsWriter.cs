using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KubeSharp.ApiServer.Authentication.Tokens;

internal static class ServiceAccountClaimsWriter
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Write(ServiceAccountClaims claims)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartObject();
        if (claims.IsLegacy)
        {
            WriteLegacy(writer, claims);
        }
        else
        {
            WriteBound(writer, claims);
        }

        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void WriteBound(Utf8JsonWriter writer, ServiceAccountClaims claims)
    {
        writer.WriteStartArray("aud");
        foreach (var audience in claims.Audiences)
        {
            writer.WriteStringValue(audience);
        }

        writer.WriteEndArray();
        WriteTime(writer, "exp", claims.ExpiresAt);
        WriteTime(writer, "iat", claims.IssuedAt);
        writer.WriteString("iss", claims.Issuer);
        writer.WriteString("jti", claims.Id);
        writer.WriteStartObject("kubernetes.io");
        writer.WriteString("namespace", claims.Namespace);
        WriteReference(writer, "node", claims.Node);
        WriteReference(writer, "pod", claims.Pod);
        WriteReference(writer, "secret", claims.Secret);
        WriteReference(writer, "serviceaccount", claims.ServiceAccount);
        WriteTime(writer, "warnafter", claims.WarnAfter);
        writer.WriteEndObject();
        WriteTime(writer, "nbf", claims.NotBefore);
        writer.WriteString("sub", claims.Subject);
    }

    private static void WriteLegacy(Utf8JsonWriter writer, ServiceAccountClaims claims)
    {
        writer.WriteString("iss", LegacyClaims.Issuer);
        writer.WriteString(LegacyClaims.Namespace, claims.Namespace);
        writer.WriteString(LegacyClaims.SecretName, claims.Secret?.Name);
        writer.WriteString(LegacyClaims.ServiceAccountName, claims.ServiceAccount.Name);
        writer.WriteString(LegacyClaims.ServiceAccountUid, claims.ServiceAccount.Uid);
        writer.WriteString("sub", claims.Subject);
    }

    private static void WriteTime(Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is { } time)
        {
            writer.WriteNumber(name, time.ToUnixTimeSeconds());
        }
    }

    private static void WriteReference(Utf8JsonWriter writer, string name, BoundReference? value)
    {
        if (value is { } reference)
        {
            writer.WriteStartObject(name);
            writer.WriteString("name", reference.Name);
            writer.WriteString("uid", reference.Uid);
            writer.WriteEndObject();
        }
    }
}
