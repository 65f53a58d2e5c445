using System.Security.Cryptography;
using System.Text;

namespace KubeSharp.ApiServer.Encryption.Ciphers;

/// <summary>aesgcm: a random nonce of 12 bytes, the ciphertext, and a tag of 16 bytes over it and the object's path.</summary>
internal sealed class AesGcmCipher(byte[] key) : IValueCipher
{
    private const int NonceSize = 12;
    private const int TagSize = 16;

    public byte[] Encrypt(ReadOnlySpan<byte> data, string path)
    {
        var sealedValue = new byte[NonceSize + data.Length + TagSize];
        var nonce = sealedValue.AsSpan(0, NonceSize);
        RandomNumberGenerator.Fill(nonce);
        using var gcm = new AesGcm(key, TagSize);
        gcm.Encrypt(nonce, data, sealedValue.AsSpan(NonceSize, data.Length), sealedValue.AsSpan(NonceSize + data.Length), Encoding.UTF8.GetBytes(path));
        return sealedValue;
    }

    public byte[] Decrypt(ReadOnlyMemory<byte> data, string path)
    {
        var length = data.Length - NonceSize - TagSize;
        if (length < 0)
        {
            throw new CryptographicException("the stored data was shorter than the required size");
        }

        var value = new byte[length];
        var span = data.Span;
        using var gcm = new AesGcm(key, TagSize);
        gcm.Decrypt(span[..NonceSize], span.Slice(NonceSize, length), span[(NonceSize + length)..], value, Encoding.UTF8.GetBytes(path));
        return value;
    }
}
