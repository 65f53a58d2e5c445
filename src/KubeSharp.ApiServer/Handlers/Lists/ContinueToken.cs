using System.Buffers.Text;
using System.Globalization;
using System.Text;
using System.Text.Json;
using KubeSharp.Api;

namespace KubeSharp.ApiServer.Handlers.Lists;

/// <summary>
/// Where the next chunk of a list starts. On the wire it is upstream's token: URL-safe base64 of
/// <c>{"v":"meta.k8s.io/v1","rv":5,"start":"ns/name\0"}</c>.
/// </summary>
/// <param name="Revision">The snapshot the list is of; -1 continues in the newest state (an inconsistent list).</param>
/// <param name="Start">The first key to return, relative to the resource's prefix.</param>
internal readonly record struct ContinueToken(long Revision, string Start)
{
    private const string Version = "meta.k8s.io/v1";
    private const int MaxLength = 4096;

    public string Encode()
    {
        var json = $$"""{"v":"{{Version}}","rv":{{Revision.ToString(CultureInfo.InvariantCulture)}},"start":"{{JsonEncodedText.Encode(Start)}}"}""";
        return Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
    }

    /// <exception cref="ApiException">400, the text is no token.</exception>
    public static ContinueToken Decode(string text)
    {
        if (text.Length > MaxLength || !Base64Url.IsValid(text))
        {
            throw Invalid("illegal base64 data");
        }

        string version, start;
        long revision;
        try
        {
            using var document = JsonDocument.Parse(Base64Url.DecodeFromChars(text));
            version = document.RootElement.GetProperty("v").GetString() ?? "";
            start = document.RootElement.GetProperty("start").GetString() ?? "";
            revision = document.RootElement.TryGetProperty("rv", out var value) ? value.GetInt64() : 0;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
        {
            throw Invalid("not a continue token");
        }

        if (version != Version)
        {
            throw Invalid("server does not recognize this encoded version \"" + version + "\"");
        }

        if (revision == 0)
        {
            throw Invalid("incorrect encoded start resourceVersion (version meta.k8s.io/v1)");
        }

        if (start.Length == 0)
        {
            throw Invalid("encoded start key empty (version meta.k8s.io/v1)");
        }

        // A key that climbs out of the resource's prefix would list another resource.
        if (start.StartsWith('/') || ("/" + start).Contains("/../", StringComparison.Ordinal))
        {
            throw Invalid("start key is not valid");
        }

        return new ContinueToken(revision, start);
    }

    private static ApiException Invalid(string reason) => ApiErrors.BadRequest("continue key is not valid: " + reason);
}
