using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>A compact JWT taken apart; nothing is verified yet.</summary>
internal sealed record JsonWebToken(string Algorithm, string KeyId, byte[] SignedBytes, byte[] Signature, byte[] Payload)
{
    /// <summary>Longest token looked at; a bound one is about 1 KB.</summary>
    private const int MaxLength = 16 * 1024;

    public static JsonWebToken? TryParse(string token)
    {
        var first = token.IndexOf('.');
        var last = token.LastIndexOf('.');
        if (first <= 0 || last <= first + 1 || token.Length > MaxLength || token.IndexOf('.', first + 1) != last)
        {
            return null;
        }

        try
        {
            var payload = Base64Url.DecodeFromChars(token.AsSpan(first + 1, last - first - 1));
            var signature = Base64Url.DecodeFromChars(token.AsSpan(last + 1));
            return ReadHeader(Base64Url.DecodeFromChars(token.AsSpan(0, first))) is var (algorithm, keyId)
                ? new JsonWebToken(algorithm, keyId, Encoding.ASCII.GetBytes(token, 0, last), signature, payload)
                : null;
        }
        catch (Exception e) when (e is FormatException or JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private static (string Algorithm, string KeyId)? ReadHeader(byte[] header)
    {
        var reader = new Utf8JsonReader(header);
        var algorithm = "";
        var keyId = "";
        if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
        {
            return null;
        }

        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isAlgorithm = reader.ValueTextEquals("alg"u8);
            var isKeyId = reader.ValueTextEquals("kid"u8);
            var isCritical = reader.ValueTextEquals("crit"u8);
            reader.Read();
            if (isCritical)
            {
                return null;
            }

            if (isAlgorithm)
            {
                algorithm = reader.GetString() ?? "";
            }
            else if (isKeyId)
            {
                keyId = reader.GetString() ?? "";
            }
            else
            {
                reader.Skip();
            }
        }

        return (algorithm, keyId);
    }
}
