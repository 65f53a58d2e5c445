using System.Security.Cryptography;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Encryption;

/// <summary>The form of one resource: written by the first cipher, read by the one that the value's prefix names. May be exchanged.</summary>
internal sealed class EncryptedForm(IReadOnlyList<PrefixedCipher> ciphers) : IStoredForm
{
    private volatile IReadOnlyList<PrefixedCipher> _ciphers = ciphers;

    public void Exchange(IReadOnlyList<PrefixedCipher> ciphers) => _ciphers = ciphers;

    public ValueTask PrepareAsync(ReadOnlyMemory<byte> stored, CancellationToken cancellationToken) => Find(stored.Span) is { Cipher: { } cipher } found
        ? cipher.PrepareAsync(stored[found.Prefix.Length..], cancellationToken)
        : ValueTask.CompletedTask;

    public ReadOnlyMemory<byte> FromStore(string key, ReadOnlyMemory<byte> stored)
    {
        var found = Find(stored.Span) ?? throw new StoredFormException("no matching key was found for the provided encrypted value");
        try
        {
            var value = found.Cipher is null ? stored : found.Cipher.Decrypt(stored[found.Prefix.Length..], key);
            TransformationMetrics.Opened(found.Prefix, isOk: true);
            return value;
        }
        catch (CryptographicException failure)
        {
            TransformationMetrics.Opened(found.Prefix, isOk: false);
            throw new StoredFormException(failure.Message, failure);
        }
    }

    public byte[] ToStore(string key, byte[] value)
    {
        var (prefix, cipher) = _ciphers[0];
        try
        {
            byte[] bytes = cipher is null ? value : [.. prefix, .. cipher.Encrypt(value, key)];
            TransformationMetrics.Sealed(prefix, isOk: true);
            return bytes;
        }
        catch (CryptographicException failure)
        {
            TransformationMetrics.Sealed(prefix, isOk: false);
            throw new StoredFormException(failure.Message, failure);
        }
    }

    public bool IsStale(ReadOnlyMemory<byte> stored)
    {
        var first = _ciphers[0];
        return !first.Matches(stored.Span) || first.Cipher?.IsStale(stored[first.Prefix.Length..]) == true;
    }

    private PrefixedCipher? Find(ReadOnlySpan<byte> stored)
    {
        foreach (var candidate in _ciphers)
        {
            if (candidate.Matches(stored))
            {
                return candidate;
            }
        }

        return null;
    }
}
