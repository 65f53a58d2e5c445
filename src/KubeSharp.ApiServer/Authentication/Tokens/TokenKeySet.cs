using System.Buffers;
using System.Text.Json;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>The public keys under which ServiceAccount tokens are accepted.</summary>
internal sealed class TokenKeySet
{
    private readonly TokenVerificationKey[] _keys;

    public TokenKeySet(params IEnumerable<TokenVerificationKey> keys)
    {
        _keys = [.. keys.DistinctBy(key => key.KeyId)];
    }

    /// <summary>Whether one of the keys signed the token. A token that names a key is tried with that one alone.</summary>
    public bool Verify(JsonWebToken token)
    {
        foreach (var key in _keys)
        {
            if (key.Algorithm == token.Algorithm && (token.KeyId.Length == 0 || token.KeyId == key.KeyId)
                && key.Verify(token.SignedBytes, token.Signature))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The answer of /openid/v1/jwks.</summary>
    public byte[] ToJwks()
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer);
        writer.WriteStartObject();
        writer.WriteStartArray("keys");
        foreach (var key in _keys)
        {
            key.WriteJwk(writer);
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <summary>The answer of /.well-known/openid-configuration.</summary>
    public byte[] ToDiscoveryDocument(string issuer, string jwksUri)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions
        {
            Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        });
        writer.WriteStartObject();
        writer.WriteString("issuer", issuer);
        writer.WriteString("jwks_uri", jwksUri);
        WriteList(writer, "response_types_supported", ["id_token"]);
        WriteList(writer, "subject_types_supported", ["public"]);
        WriteList(writer, "id_token_signing_alg_values_supported", _keys.Select(key => key.Algorithm).Distinct());
        writer.WriteEndObject();
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteList(Utf8JsonWriter writer, string name, IEnumerable<string> values)
    {
        writer.WriteStartArray(name);
        foreach (var value in values)
        {
            writer.WriteStringValue(value);
        }

        writer.WriteEndArray();
    }
}
