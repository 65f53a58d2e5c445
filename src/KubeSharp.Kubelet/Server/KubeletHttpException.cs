namespace KubeSharp.Kubelet.Server;

/// <summary>An answer other than success, as plain text.</summary>
internal sealed class KubeletHttpException(int statusCode, string message) : Exception(message)
{
    public int StatusCode { get; } = statusCode;
}
