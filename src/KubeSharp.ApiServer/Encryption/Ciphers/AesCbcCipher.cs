using System.Security.Cryptography;

namespace KubeSharp.ApiServer.Encryption.Ciphers;

/// <summary>aescbc: a random IV, then AES-CBC with PKCS#7 padding. It authenticates nothing; upstream advises against it.</summary>
internal sealed class AesCbcCipher(byte[] key) : IValueCipher
{
    private const int BlockSize = 16;

    public byte[] Encrypt(ReadOnlySpan<byte> data, string path)
    {
        using var aes = Aes.Create();
        aes.Key = key;
        var sealedValue = new byte[BlockSize + aes.GetCiphertextLengthCbc(data.Length)];
        RandomNumberGenerator.Fill(sealedValue.AsSpan(0, BlockSize));
        aes.EncryptCbc(data, sealedValue.AsSpan(0, BlockSize), sealedValue.AsSpan(BlockSize));
        return sealedValue;
    }

    public byte[] Decrypt(ReadOnlyMemory<byte> data, string path)
    {
        if (data.Length < 2 * BlockSize)
        {
            throw new CryptographicException("the stored data was shorter than the required size");
        }

        using var aes = Aes.Create();
        aes.Key = key;
        return aes.DecryptCbc(data.Span[BlockSize..], data.Span[..BlockSize]);
    }
}
