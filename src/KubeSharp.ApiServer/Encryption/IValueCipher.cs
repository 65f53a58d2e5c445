namespace KubeSharp.ApiServer.Encryption;

/// <summary>One key of one provider. The path of an object is authenticated along with its bytes where the algorithm can do that.</summary>
internal interface IValueCipher
{
    /// <exception cref="System.Security.Cryptography.CryptographicException">It cannot be done.</exception>
    byte[] Encrypt(ReadOnlySpan<byte> data, string path);

    /// <exception cref="System.Security.Cryptography.CryptographicException">The bytes are not of this key, or have been tampered with.</exception>
    byte[] Decrypt(ReadOnlyMemory<byte> data, string path);

    /// <summary>Obtains the key of the value, if that is not at hand.</summary>
    ValueTask PrepareAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken) => ValueTask.CompletedTask;

    /// <summary>Whether the value would be encrypted otherwise today.</summary>
    bool IsStale(ReadOnlyMemory<byte> data) => false;
}
