using KubeSharp.ApiServer.Encryption.Ciphers;
using KubeSharp.ApiServer.Encryption.Kms.V2;

namespace KubeSharp.ApiServer.Encryption.Kms;

/// <summary>What new values are encrypted with.</summary>
/// <param name="Cipher">On the seed.</param>
/// <param name="Envelope">The seed as the plugin has encrypted it; without data.</param>
/// <param name="ConfirmedAt">When the plugin last said that its key is this one.</param>
internal sealed record KmsWriteKey(DerivedGcmCipher Cipher, EncryptedObject Envelope, DateTimeOffset ConfirmedAt);
