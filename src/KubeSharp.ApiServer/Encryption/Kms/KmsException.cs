namespace KubeSharp.ApiServer.Encryption.Kms;

/// <summary>A KMS plugin has not done what it was asked.</summary>
/// <param name="isTransient">It may later: it was not reached, or not in time.</param>
internal sealed class KmsException(string message, bool isTransient, Exception? inner = null) : Exception(message, inner)
{
    public bool IsTransient => isTransient;
}
