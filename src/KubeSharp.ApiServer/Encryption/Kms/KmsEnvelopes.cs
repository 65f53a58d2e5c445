using System.Security.Cryptography;
using Google.Protobuf;
using KubeSharp.ApiServer.Encryption.Kms.V2;

namespace KubeSharp.ApiServer.Encryption.Kms;

/// <summary>Reads, checks and names envelopes.</summary>
internal static class KmsEnvelopes
{
    private const int MaxKeySize = 1024;
    private const int MaxAnnotations = 32 * 1024;

    /// <exception cref="CryptographicException">It is none.</exception>
    public static EncryptedObject Read(ReadOnlyMemory<byte> stored)
    {
        EncryptedObject envelope;
        try
        {
            envelope = EncryptedObject.Parser.ParseFrom(stored.Span);
        }
        catch (InvalidProtocolBufferException invalid)
        {
            throw new CryptographicException("the stored data is no envelope", invalid);
        }

        if (envelope.EncryptedData.IsEmpty)
        {
            throw new CryptographicException("encrypted data is empty");
        }

        Check(envelope);
        return envelope;
    }

    /// <exception cref="CryptographicException">The plugin has given what must not be stored.</exception>
    public static void Check(EncryptedObject envelope)
    {
        if (envelope.EncryptedDEKSource.Length is 0 or > MaxKeySize || envelope.KeyID.Length == 0
            || System.Text.Encoding.UTF8.GetByteCount(envelope.KeyID) > MaxKeySize
            || envelope.Annotations.Sum(annotation => annotation.Key.Length + annotation.Value.Length) > MaxAnnotations
            || !Enum.IsDefined(envelope.EncryptedDEKSourceType))
        {
            throw new CryptographicException("the envelope's key, its id or its annotations are missing or too long");
        }
    }

    /// <summary>The same for all values under the same key.</summary>
    public static string NameOf(EncryptedObject envelope)
    {
        var head = new EncryptedObject
        {
            KeyID = envelope.KeyID,
            EncryptedDEKSource = envelope.EncryptedDEKSource,
            EncryptedDEKSourceType = envelope.EncryptedDEKSourceType,
        };
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(head.ToByteArray());
        foreach (var (key, value) in envelope.Annotations.OrderBy(annotation => annotation.Key, StringComparer.Ordinal))
        {
            hash.AppendData(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(key)));
            hash.AppendData(SHA256.HashData(value.Span));
        }

        return Convert.ToBase64String(hash.GetHashAndReset());
    }
}
