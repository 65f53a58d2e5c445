using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Volumes.Tokens;

internal sealed partial class ServiceAccountTokens
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Token of service account {Namespace}/{ServiceAccount} not renewed, keeping the old one: {Error}")]
    private partial void LogRenewalFailed(string serviceAccount, string @namespace, string error);
}
