using KubeSharp.ApiServer.Encryption.Kms.V2;

namespace KubeSharp.ApiServer.Encryption.Kms;

/// <summary>A KMS plugin of version 2.</summary>
internal interface IKmsService
{
    /// <exception cref="KmsException">It does not answer, or refuses.</exception>
    Task<StatusResponse> StatusAsync(CancellationToken cancellationToken);

    /// <exception cref="KmsException">It does not answer, or refuses.</exception>
    Task<EncryptResponse> EncryptAsync(EncryptRequest request, CancellationToken cancellationToken);

    /// <exception cref="KmsException">It does not answer, or refuses.</exception>
    Task<DecryptResponse> DecryptAsync(DecryptRequest request, CancellationToken cancellationToken);
}
