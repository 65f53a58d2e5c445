using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>Signs compact JWTs (RFC 7515) with one private key.</summary>
internal sealed class TokenSigner
{
    private readonly KeyPool<RSA>? _rsa;
    private readonly KeyPool<ECDsa>? _ecdsa;
    private readonly string _header;

    /// <param name="pem">A private key, RSA or ECDSA.</param>
    /// <exception cref="CryptographicException">It is something else.</exception>
    public TokenSigner(string pem)
    {
        Key = TokenVerificationKey.ReadPem(pem) is [var key] ? key : throw new CryptographicException("expected exactly one private key");
        if (Key.Algorithm == TokenAlgorithm.RS256)
        {
            _rsa = new KeyPool<RSA>(() =>
            {
                var rsa = RSA.Create();
                rsa.ImportFromPem(pem);
                return rsa;
            });
        }
        else
        {
            _ecdsa = new KeyPool<ECDsa>(() =>
            {
                var ecdsa = ECDsa.Create();
                ecdsa.ImportFromPem(pem);
                return ecdsa;
            });
        }

        _header = Base64Url.EncodeToString(Encoding.UTF8.GetBytes($$"""{"alg":"{{Key.Algorithm}}","kid":"{{Key.KeyId}}"}"""));
    }

    /// <summary>The public half.</summary>
    public TokenVerificationKey Key { get; }

    public string Sign(ReadOnlySpan<byte> payload)
    {
        var signed = _header + "." + Base64Url.EncodeToString(payload);
        return signed + "." + Base64Url.EncodeToString(Signature(Encoding.ASCII.GetBytes(signed)));
    }

    private byte[] Signature(byte[] data)
    {
        if (_rsa is not null)
        {
            var rsa = _rsa.Rent();
            var bytes = rsa.SignData(data, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            _rsa.Return(rsa);
            return bytes;
        }

        var ecdsa = _ecdsa!.Rent();
        var signature = ecdsa.SignData(data, TokenAlgorithm.HashOf(Key.Algorithm), DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        _ecdsa.Return(ecdsa);
        return signature;
    }
}
