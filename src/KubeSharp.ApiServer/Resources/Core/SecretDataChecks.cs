using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>The data of a secret, by its type.</summary>
internal static class SecretDataChecks
{
    private const int MaxSize = 1024 * 1024;

    private static readonly FieldPath Data = FieldPath.Root("data");

    public static void Validate(ErrorList errors, Secret secret)
    {
        long size = 0;
        foreach (var (key, bytes) in secret.Data)
        {
            NameChecks.ConfigKey(errors, Data.Key(key), null, key);
            size += bytes.Length;
        }

        if (size > MaxSize)
        {
            errors.TooLong(Data, MaxSize);
        }

        switch (secret.Type)
        {
            case "kubernetes.io/service-account-token":
                const string Account = "kubernetes.io/service-account.name";
                if (string.IsNullOrEmpty(secret.Metadata.Annotations.GetValueOrDefault(Account)))
                {
                    errors.Required(ObjectMetaValidation.Path.Child("annotations").Key(Account), "");
                }

                break;
            case "kubernetes.io/dockercfg":
                Json(errors, secret, ".dockercfg");
                break;
            case "kubernetes.io/dockerconfigjson":
                Json(errors, secret, ".dockerconfigjson");
                break;
            case "kubernetes.io/basic-auth":
                if (!secret.Data.ContainsKey("username") && !secret.Data.ContainsKey("password"))
                {
                    errors.Required(Data.Key("username"), "");
                    errors.Required(Data.Key("password"), "");
                }

                break;
            case "kubernetes.io/ssh-auth":
                if (secret.Data.GetValueOrDefault("ssh-privatekey").Length == 0)
                {
                    errors.Required(Data.Key("ssh-privatekey"), "");
                }

                break;
            case "kubernetes.io/tls":
                Present(errors, secret, "tls.crt");
                Present(errors, secret, "tls.key");
                break;
        }
    }

    /// <summary>Tells at once of a TLS pair that no server will be able to use.</summary>
    public static void Warn(RequestContext context, Secret secret)
    {
        if (secret.Type != "kubernetes.io/tls" || !secret.Data.TryGetValue("tls.crt", out var certificate) ||
            !secret.Data.TryGetValue("tls.key", out var key))
        {
            return;
        }

        try
        {
            X509Certificate2.CreateFromPem(certificate.ToUtf8String(), key.ToUtf8String()).Dispose();
        }
        catch (Exception e) when (e is System.Security.Cryptography.CryptographicException or ArgumentException)
        {
            context.Warn("tls: " + e.Message);
        }
    }

    private static void Present(ErrorList errors, Secret secret, string key)
    {
        if (!secret.Data.ContainsKey(key))
        {
            errors.Required(Data.Key(key), "");
        }
    }

    private static void Json(ErrorList errors, Secret secret, string key)
    {
        if (!secret.Data.TryGetValue(key, out var bytes))
        {
            errors.Required(Data.Key(key), "");
            return;
        }

        try
        {
            using var document = JsonDocument.Parse(bytes.Memory);
            if (document.RootElement.ValueKind is not (JsonValueKind.Object or JsonValueKind.Null))
            {
                errors.InvalidText(
                    Data.Key(key), "<secret contents redacted>", "json: cannot unmarshal " + Kind(document.RootElement) + " into Go value of type map[string]interface {}");
            }
        }
        catch (JsonException)
        {
            errors.InvalidText(
                Data.Key(key), "<secret contents redacted>", bytes.Length == 0 ? "unexpected end of JSON input" : "invalid character in JSON");
        }
    }

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "array",
        JsonValueKind.String => "string",
        JsonValueKind.Number => "number",
        _ => "bool",
    };
}
