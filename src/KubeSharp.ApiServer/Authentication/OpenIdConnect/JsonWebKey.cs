using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using KubeSharp.ApiServer.Authentication.Tokens;

namespace KubeSharp.ApiServer.Authentication.OpenIdConnect;

/// <summary>A public key of an issuer (RFC 7517, RFC 7518).</summary>
internal sealed class JsonWebKey
{
    private readonly KeyPool<RSA>? _rsa;
    private readonly KeyPool<ECDsa>? _ecdsa;
    private readonly string _curveAlgorithm = "";

    private JsonWebKey(string keyId, RSAParameters parameters)
    {
        KeyId = keyId;
        _rsa = new KeyPool<RSA>(() => RSA.Create(parameters));
        _rsa.Return(_rsa.Rent());
    }

    private JsonWebKey(string keyId, ECParameters parameters, string algorithm)
    {
        (KeyId, _curveAlgorithm) = (keyId, algorithm);
        _ecdsa = new KeyPool<ECDsa>(() => ECDsa.Create(parameters));
        _ecdsa.Return(_ecdsa.Rent());
    }

    /// <summary>What can be verified; symmetric algorithms are no use to somebody who holds no secret.</summary>
    public static IReadOnlyList<string> Algorithms { get; } = ["RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256", "PS384", "PS512"];

    public string KeyId { get; }

    /// <summary>The keys of a key set that signatures can be verified with; others are left out.</summary>
    /// <exception cref="JsonException">It is no key set.</exception>
    public static IReadOnlyList<JsonWebKey> ReadSet(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        if (document.RootElement.ValueKind != JsonValueKind.Object
            || !document.RootElement.TryGetProperty("keys", out var keys) || keys.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("the key set has no keys");
        }

        return [.. keys.EnumerateArray().Select(TryRead).OfType<JsonWebKey>()];
    }

    /// <summary>Whether this key made the signature by the algorithm.</summary>
    public bool Verify(string algorithm, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (!Algorithms.Contains(algorithm) || (_rsa is null) != (algorithm[0] == 'E') || (_ecdsa is not null && algorithm != _curveAlgorithm))
        {
            return false;
        }

        var hash = new HashAlgorithmName("SHA" + algorithm[2..]);
        if (_rsa is not null)
        {
            var rsa = _rsa.Rent();
            var holds = rsa.VerifyData(data, signature, hash, algorithm[0] == 'P' ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1);
            _rsa.Return(rsa);
            return holds;
        }

        var ecdsa = _ecdsa!.Rent();
        var valid = ecdsa.VerifyData(data, signature, hash, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _ecdsa.Return(ecdsa);
        return valid;
    }

    private static JsonWebKey? TryRead(JsonElement key)
    {
        try
        {
            if (key.ValueKind != JsonValueKind.Object || Text(key, "use") is not ("" or "sig"))
            {
                return null;
            }

            return Text(key, "kty") switch
            {
                "RSA" => new JsonWebKey(Text(key, "kid"), new RSAParameters { Modulus = Bytes(key, "n"), Exponent = Bytes(key, "e") }),
                "EC" => ReadCurve(key),
                _ => null,
            };
        }
        catch (Exception unusable) when (unusable is FormatException or InvalidOperationException or CryptographicException)
        {
            // No base64, no text, or numbers that are no key. The other keys of the set are as good as before.
            return null;
        }
    }

    private static JsonWebKey? ReadCurve(JsonElement key)
    {
        var (curve, algorithm) = Text(key, "crv") switch
        {
            "P-256" => (ECCurve.NamedCurves.nistP256, "ES256"),
            "P-384" => (ECCurve.NamedCurves.nistP384, "ES384"),
            "P-521" => (ECCurve.NamedCurves.nistP521, "ES512"),
            _ => (default, ""),
        };
        var point = new ECPoint { X = Bytes(key, "x"), Y = Bytes(key, "y") };
        return algorithm.Length == 0 ? null : new JsonWebKey(Text(key, "kid"), new ECParameters { Curve = curve, Q = point }, algorithm);
    }

    private static string Text(JsonElement key, string name) =>
        key.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";

    private static byte[] Bytes(JsonElement key, string name) =>
        Text(key, name) is { Length: > 0 } text ? Base64Url.DecodeFromChars(text) : throw new FormatException($"the key has no {name}");
}
