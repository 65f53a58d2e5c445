using System.Collections.Concurrent;
using System.Security.Cryptography;
using Google.Protobuf;
using KubeSharp.ApiServer.Encryption.Ciphers;
using KubeSharp.ApiServer.Encryption.Kms.V2;
using KubeSharp.Storage.Errors;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Encryption.Kms;

/// <summary>
/// kms v2: values are encrypted under a seed that the plugin has encrypted with its own key, and that is stored beside each value. The seed
/// serves until the plugin says that its key is another one; seeds of stored values are decrypted by the plugin once and kept.
/// </summary>
internal sealed partial class KmsCipher(string name, IKmsService service, TimeProvider time, ILogger<KmsCipher> logger) : IValueCipher
{
    /// <summary>How long writes go on although the plugin does not confirm its key.</summary>
    private static readonly TimeSpan Confidence = TimeSpan.FromMinutes(3);

    private readonly ConcurrentDictionary<string, IValueCipher> _known = new(StringComparer.Ordinal);
    private volatile KmsWriteKey? _writeKey;
    private volatile string? _problem = "not asked yet";

    /// <summary>What is wrong with the plugin; null while all is well.</summary>
    public string? Problem => _problem;

    /// <summary>Asks the plugin how it is and which key it has, and takes a new seed if that is another one.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            var status = await service.StatusAsync(cancellationToken).ConfigureAwait(false);
            if (status.Version is not ("v2" or "v2beta1") || status.Healthz != "ok")
            {
                throw new KmsException($"unexpected status: version \"{status.Version}\", healthz \"{status.Healthz}\"", isTransient: true);
            }

            if (_writeKey is { } current && current.Envelope.KeyID == status.KeyId)
            {
                _writeKey = current with { ConfirmedAt = time.GetUtcNow() };
            }
            else
            {
                await TakeSeedAsync(cancellationToken).ConfigureAwait(false);
            }

            _problem = null;
        }
        catch (Exception failure) when (failure is KmsException or CryptographicException)
        {
            _problem = failure.Message;
            LogUnhealthy(logger, name, failure.Message);
        }
    }

    public byte[] Encrypt(ReadOnlySpan<byte> data, string path)
    {
        if (_writeKey is not { } key || time.GetUtcNow() > key.ConfirmedAt + Confidence)
        {
            throw new CryptographicException($"the KMS plugin {name} has not confirmed its key: {_problem}");
        }

        var envelope = key.Envelope.Clone();
        envelope.EncryptedData = UnsafeByteOperations.UnsafeWrap(key.Cipher.Encrypt(data, path));
        return envelope.ToByteArray();
    }

    public byte[] Decrypt(ReadOnlyMemory<byte> data, string path)
    {
        var envelope = KmsEnvelopes.Read(data);
        return _known.TryGetValue(KmsEnvelopes.NameOf(envelope), out var cipher)
            ? cipher.Decrypt(envelope.EncryptedData.Memory, path)
            : throw new CryptographicException($"the KMS plugin {name} has not decrypted the key of the value");
    }

    public async ValueTask PrepareAsync(ReadOnlyMemory<byte> data, CancellationToken cancellationToken)
    {
        EncryptedObject envelope;
        try
        {
            envelope = KmsEnvelopes.Read(data);
        }
        catch (CryptographicException)
        {
            // Whoever reads the value is told.
            return;
        }

        var key = KmsEnvelopes.NameOf(envelope);
        if (_known.ContainsKey(key))
        {
            return;
        }

        var request = new DecryptRequest { Uid = Guid.NewGuid().ToString(), KeyId = envelope.KeyID, Ciphertext = envelope.EncryptedDEKSource };
        request.Annotations.Add(envelope.Annotations);
        try
        {
            var seed = (await service.DecryptAsync(request, cancellationToken).ConfigureAwait(false)).Plaintext.ToByteArray();
            _known.TryAdd(key, envelope.EncryptedDEKSourceType == EncryptedDEKSourceType.AesGcmKey ? new AesGcmCipher(seed) : new DerivedGcmCipher(seed));
        }
        catch (KmsException failure) when (failure.IsTransient)
        {
            throw new StoreUnavailableException($"the KMS plugin {name} is needed to read the store: {failure.Message}", failure);
        }
        catch (KmsException failure)
        {
            LogUnhealthy(logger, name, failure.Message);
        }
    }

    public bool IsStale(ReadOnlyMemory<byte> data)
    {
        var envelope = KmsEnvelopes.Read(data);
        return _writeKey is { } key
            && (envelope.KeyID != key.Envelope.KeyID || envelope.EncryptedDEKSourceType != key.Envelope.EncryptedDEKSourceType);
    }

    private async Task TakeSeedAsync(CancellationToken cancellationToken)
    {
        var seed = RandomNumberGenerator.GetBytes(DerivedGcmCipher.SeedSize);
        var request = new EncryptRequest { Uid = Guid.NewGuid().ToString(), Plaintext = ByteString.CopyFrom(seed) };
        var answer = await service.EncryptAsync(request, cancellationToken).ConfigureAwait(false);
        var envelope = new EncryptedObject
        {
            KeyID = answer.KeyId,
            EncryptedDEKSource = answer.Ciphertext,
            EncryptedDEKSourceType = EncryptedDEKSourceType.HkdfSha256XnonceAesGcmSeed,
        };
        envelope.Annotations.Add(answer.Annotations);
        KmsEnvelopes.Check(envelope);
        var cipher = new DerivedGcmCipher(seed);
        _known.TryAdd(KmsEnvelopes.NameOf(envelope), cipher);
        if (_writeKey is not null)
        {
            LogKeyChanged(logger, name);
        }

        _writeKey = new KmsWriteKey(cipher, envelope, time.GetUtcNow());
    }
}
