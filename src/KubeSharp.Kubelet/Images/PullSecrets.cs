using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.Cri;

namespace KubeSharp.Kubelet.Images;

/// <summary>Credentials for registries from a pod's image pull secrets.</summary>
internal sealed class PullSecrets(KubeClient? client)
{
    /// <summary>What fits the image, the most specific first. Secrets that are missing or malformed are passed over.</summary>
    public async Task<IReadOnlyList<AuthConfig>> FindAsync(Pod pod, string image, CancellationToken cancellationToken)
    {
        var found = new List<(int Length, AuthConfig Auth)>();
        if (client is null)
        {
            return [];
        }
        foreach (var reference in pod.Spec.ImagePullSecrets)
        {
            if (reference.Name.Length > 0
                && await client.FindAsync<Secret>(pod.Metadata.Namespace, reference.Name, cancellationToken).ConfigureAwait(false) is { } secret)
            {
                found.AddRange(Matching(secret, ImageNames.Repository(image)));
            }
        }
        return [.. found.OrderByDescending(static pair => pair.Length).Select(static pair => pair.Auth)];
    }

    internal static IEnumerable<(int Length, AuthConfig Auth)> Matching(Secret secret, string repository)
    {
        var entries = secret.Data.TryGetValue(Constants.DockerConfigJsonKey, out var modern) ? Parse(modern)?["auths"] as JsonObject
            : secret.Data.TryGetValue(Constants.DockerConfigKey, out var old) ? Parse(old)
            : null;
        foreach (var (key, value) in entries ?? [])
        {
            var prefix = Normalize(key);
            if (value is JsonObject credentials && (repository == prefix || repository.StartsWith(prefix + "/", StringComparison.Ordinal)))
            {
                yield return (prefix.Length, Credentials(key, credentials));
            }
        }
    }

    private static JsonObject? Parse(ByteString data)
    {
        try
        {
            return JsonNode.Parse(data.Span) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary><c>https://index.docker.io/v1/</c> → <c>docker.io</c>.</summary>
    private static string Normalize(string registry)
    {
        var scheme = registry.IndexOf("://", StringComparison.Ordinal);
        var name = scheme < 0 ? registry : registry[(scheme + 3)..];
        name = name.TrimEnd('/');
        foreach (var version in (ReadOnlySpan<string>)["/v1", "/v2"])
        {
            name = name.EndsWith(version, StringComparison.Ordinal) ? name[..^version.Length] : name;
        }
        return name == "index.docker.io" ? "docker.io" : name;
    }

    private static AuthConfig Credentials(string registry, JsonObject entry)
    {
        var auth = new AuthConfig
        {
            ServerAddress = registry,
            Username = Text(entry, "username"),
            Password = Text(entry, "password"),
            IdentityToken = Text(entry, "identitytoken"),
            RegistryToken = Text(entry, "registrytoken"),
        };
        var encoded = Text(entry, "auth");
        if (auth.Username.Length == 0 && encoded.Length > 0)
        {
            var buffer = new byte[encoded.Length];
            if (Convert.TryFromBase64String(encoded, buffer, out var length))
            {
                var pair = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
                auth.Username = pair[0];
                auth.Password = pair.Length > 1 ? pair[1] : "";
            }
        }
        return auth;
    }

    private static string Text(JsonObject entry, string name) => entry[name] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
}
