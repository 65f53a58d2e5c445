using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Encryption.Ciphers;

/// <summary>
/// AES-GCM under a key of its own for each value: 32 random bytes in front, from which and from the seed HKDF-SHA256 (expand only,
/// RFC 5869) makes the key. So no seed wears out, however much it encrypts.
/// </summary>
internal sealed class DerivedGcmCipher(byte[] seed) : IValueCipher
{
    public const int SeedSize = 32;

    private const int InfoSize = 32;
    private const int KeySize = 32;

    public byte[] Encrypt(ReadOnlySpan<byte> data, string path)
    {
        var info = RandomNumberGenerator.GetBytes(InfoSize);
        return [.. info, .. Under(info).Encrypt(data, path)];
    }

    public byte[] Decrypt(ReadOnlyMemory<byte> data, string path) => data.Length < InfoSize
        ? throw new CryptographicException("the stored data was shorter than the required size")
        : Under(data[..InfoSize].ToArray()).Decrypt(data[InfoSize..], path);

    private AesGcmCipher Under(byte[] info) => new(HKDF.Expand(HashAlgorithmName.SHA256, seed, KeySize, info));
}
