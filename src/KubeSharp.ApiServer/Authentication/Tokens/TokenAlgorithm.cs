using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Authentication.Tokens;

/// <summary>The JWS algorithms (RFC 7518) of ServiceAccount tokens.</summary>
internal static class TokenAlgorithm
{
    public const string RS256 = "RS256";
    public const string ES256 = "ES256";
    public const string ES384 = "ES384";
    public const string ES512 = "ES512";

    public static string Of(ECDsa key) => key.KeySize switch
    {
        256 => ES256,
        384 => ES384,
        521 => ES512,
        _ => throw new CryptographicException($"unsupported elliptic curve of {key.KeySize} bits"),
    };

    public static HashAlgorithmName HashOf(string algorithm) => algorithm switch
    {
        ES384 => HashAlgorithmName.SHA384,
        ES512 => HashAlgorithmName.SHA512,
        _ => HashAlgorithmName.SHA256,
    };
}
