using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>A public key that ServiceAccount tokens may be signed with.</summary>
internal sealed class TokenVerificationKey
{
    private readonly KeyPool<RSA>? _rsa;
    private readonly KeyPool<ECDsa>? _ecdsa;

    private TokenVerificationKey(AsymmetricAlgorithm key, string algorithm)
    {
        Algorithm = algorithm;
        var info = key.ExportSubjectPublicKeyInfo();
        KeyId = Base64Url.EncodeToString(SHA256.HashData(info));
        if (key is RSA)
        {
            _rsa = new KeyPool<RSA>(() =>
            {
                var copy = RSA.Create();
                copy.ImportSubjectPublicKeyInfo(info, out _);
                return copy;
            });
        }
        else
        {
            _ecdsa = new KeyPool<ECDsa>(() =>
            {
                var copy = ECDsa.Create();
                copy.ImportSubjectPublicKeyInfo(info, out _);
                return copy;
            });
        }
    }

    /// <summary>base64url of the SHA-256 of the key's SubjectPublicKeyInfo, as upstream derives <c>kid</c>.</summary>
    public string KeyId { get; }

    public string Algorithm { get; }

    public static TokenVerificationKey Of(RSA key) => new(key, TokenAlgorithm.RS256);

    public static TokenVerificationKey Of(ECDsa key) => new(key, TokenAlgorithm.Of(key));

    /// <summary>Every key of a PEM text: public keys, private keys or certificates.</summary>
    /// <exception cref="CryptographicException">A block is not a key that tokens can be signed with.</exception>
    public static IReadOnlyList<TokenVerificationKey> ReadPem(string pem)
    {
        var keys = new List<TokenVerificationKey>();
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            if (rest[fields.Label] is not "EC PARAMETERS")
            {
                // openssl writes the curve before the key, which names it again.
                keys.Add(Read(rest[fields.Location].ToString(), rest[fields.Label]));
            }

            rest = rest[fields.Location.End..];
        }

        return keys;
    }

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (_rsa is not null)
        {
            var rsa = _rsa.Rent();
            var valid = rsa.VerifyData(data, signature, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            _rsa.Return(rsa);
            return valid;
        }

        var ecdsa = _ecdsa!.Rent();
        var holds = ecdsa.VerifyData(data, signature, TokenAlgorithm.HashOf(Algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _ecdsa.Return(ecdsa);
        return holds;
    }

    /// <summary>Writes the key as JWK (RFC 7517), members in upstream's order.</summary>
    public void WriteJwk(Utf8JsonWriter writer)
    {
        writer.WriteStartObject();
        writer.WriteString("use", "sig");
        writer.WriteString("kty", _rsa is null ? "EC" : "RSA");
        writer.WriteString("kid", KeyId);
        if (_rsa is not null)
        {
            var parameters = _rsa.Rent().ExportParameters(includePrivateParameters: false);
            writer.WriteString("alg", Algorithm);
            writer.WriteString("n", Base64Url.EncodeToString(parameters.Modulus));
            writer.WriteString("e", Base64Url.EncodeToString(parameters.Exponent));
        }
        else
        {
            var key = _ecdsa!.Rent();
            var parameters = key.ExportParameters(includePrivateParameters: false);
            writer.WriteString("crv", $"P-{key.KeySize}");
            writer.WriteString("alg", Algorithm);
            writer.WriteString("x", Base64Url.EncodeToString(parameters.Q.X));
            writer.WriteString("y", Base64Url.EncodeToString(parameters.Q.Y));
        }

        writer.WriteEndObject();
    }

    private static TokenVerificationKey Read(string block, ReadOnlySpan<char> label)
    {
        if (label is "CERTIFICATE")
        {
            using var certificate = System.Security.Cryptography.X509Certificates.X509Certificate2.CreateFromPem(block);
            using var rsaKey = System.Security.Cryptography.X509Certificates.RSACertificateExtensions.GetRSAPublicKey(certificate);
            if (rsaKey is not null)
            {
                return Of(rsaKey);
            }

            using var ecdsaKey = System.Security.Cryptography.X509Certificates.ECDsaCertificateExtensions.GetECDsaPublicKey(certificate);
            return Of(ecdsaKey ?? throw new CryptographicException("the certificate has neither an RSA nor an ECDSA key"));
        }

        using var ecdsa = ECDsa.Create();
        if (TryImport(ecdsa, block))
        {
            return Of(ecdsa);
        }

        using var rsa = RSA.Create();
        rsa.ImportFromPem(block);
        return Of(rsa);
    }

    private static bool TryImport(ECDsa key, string block)
    {
        try
        {
            key.ImportFromPem(block);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or CryptographicException)
        {
            return false;
        }
    }
}
