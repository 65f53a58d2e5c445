using System.Text.Json;

namespace KubeSharp.ApiServer.Authentication.Tokens;

internal static class ServiceAccountClaimsReader
{
    /// <summary>The issuer alone: whether a token is meant for this verifier is decided before its signature is checked.</summary>
    public static string? IssuerOf(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            return document.RootElement.ValueKind == JsonValueKind.Object ? Text(document.RootElement, "iss") : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Null when the payload is not the claims of a ServiceAccount.</summary>
    public static ServiceAccountClaims? TryRead(ReadOnlyMemory<byte> payload)
    {
        try
        {
            using var document = JsonDocument.Parse(payload);
            var root = document.RootElement;
            return root.ValueKind == JsonValueKind.Object ? Read(root) : null;
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    private static ServiceAccountClaims? Read(JsonElement root)
    {
        var common = new ServiceAccountClaims
        {
            Issuer = Text(root, "iss"),
            Subject = Text(root, "sub"),
            Id = Text(root, "jti"),
            Audiences = Audiences(root),
            ExpiresAt = Instant(root, "exp"),
            NotBefore = Instant(root, "nbf"),
            IssuedAt = Instant(root, "iat"),
        };
        if (root.TryGetProperty("kubernetes.io", out var own) && own.ValueKind == JsonValueKind.Object)
        {
            return Reference(own, "serviceaccount") is { } account
                ? common with
                {
                    Namespace = Text(own, "namespace"),
                    ServiceAccount = account,
                    Pod = Reference(own, "pod"),
                    Secret = Reference(own, "secret"),
                    Node = Reference(own, "node"),
                    WarnAfter = Instant(own, "warnafter"),
                }
                : null;
        }

        if (!root.TryGetProperty(LegacyClaims.ServiceAccountName, out _))
        {
            return null;
        }

        return common with
        {
            IsLegacy = true,
            Namespace = Text(root, LegacyClaims.Namespace),
            ServiceAccount = new BoundReference(Text(root, LegacyClaims.ServiceAccountName), Text(root, LegacyClaims.ServiceAccountUid)),
            Secret = new BoundReference(Text(root, LegacyClaims.SecretName), ""),
        };
    }

    private static IReadOnlyList<string> Audiences(JsonElement root)
    {
        if (!root.TryGetProperty("aud", out var value))
        {
            return [];
        }

        return value.ValueKind switch
        {
            JsonValueKind.String => [value.GetString()!],
            JsonValueKind.Array => [.. value.EnumerateArray().Where(item => item.ValueKind == JsonValueKind.String).Select(item => item.GetString()!)],
            _ => [],
        };
    }

    private static string Text(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static DateTimeOffset? Instant(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Number
            ? DateTimeOffset.FromUnixTimeSeconds((long)value.GetDouble())
            : null;

    private static BoundReference? Reference(JsonElement parent, string name) =>
        parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Object
            ? new BoundReference(Text(value, "name"), Text(value, "uid"))
            : null;
}
