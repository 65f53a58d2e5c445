using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Encryption.Ciphers;

/// <summary>secretbox: a random nonce of 24 bytes, then NaCl's crypto_secretbox (XSalsa20 and Poly1305): the tag and the ciphertext.</summary>
internal sealed class SecretboxCipher(byte[] key) : IValueCipher
{
    public byte[] Encrypt(ReadOnlySpan<byte> data, string path) => Seal(RandomNumberGenerator.GetBytes(Salsa20.NonceSize), data);

    public byte[] Decrypt(ReadOnlyMemory<byte> data, string path)
    {
        if (data.Length < Salsa20.NonceSize + Poly1305.TagSize)
        {
            throw new CryptographicException("the stored data was shorter than the required size");
        }

        var span = data.Span;
        var stream = Stream(span[..Salsa20.NonceSize], data.Length - Salsa20.NonceSize - Poly1305.TagSize);
        var boxed = span[(Salsa20.NonceSize + Poly1305.TagSize)..];
        Span<byte> tag = stackalloc byte[Poly1305.TagSize];
        Poly1305.Tag(stream.AsSpan(0, Poly1305.KeySize), boxed, tag);
        if (!CryptographicOperations.FixedTimeEquals(tag, span.Slice(Salsa20.NonceSize, Poly1305.TagSize)))
        {
            throw new CryptographicException("message authentication failed");
        }

        return Xor(boxed, stream.AsSpan(Poly1305.KeySize));
    }

    /// <summary>The nonce, the tag and the ciphertext.</summary>
    internal byte[] Seal(ReadOnlySpan<byte> nonce, ReadOnlySpan<byte> data)
    {
        var stream = Stream(nonce, data.Length);
        var boxed = Xor(data, stream.AsSpan(Poly1305.KeySize));
        Span<byte> tag = stackalloc byte[Poly1305.TagSize];
        Poly1305.Tag(stream.AsSpan(0, Poly1305.KeySize), boxed, tag);
        return [.. nonce, .. tag, .. boxed];
    }

    private static byte[] Xor(ReadOnlySpan<byte> data, ReadOnlySpan<byte> stream)
    {
        var result = new byte[data.Length];
        for (var i = 0; i < result.Length; i++)
        {
            result[i] = (byte)(data[i] ^ stream[i]);
        }

        return result;
    }

    /// <summary>The one-time key of the authenticator, and the key stream behind it.</summary>
    private byte[] Stream(ReadOnlySpan<byte> nonce, int length)
    {
        var stream = new byte[Poly1305.KeySize + length];
        Salsa20.XKeyStream(key, nonce, stream);
        return stream;
    }
}
