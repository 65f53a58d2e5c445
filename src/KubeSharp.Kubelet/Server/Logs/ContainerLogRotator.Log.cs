using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Server.Logs;

internal sealed partial class ContainerLogRotator
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Log of container {ContainerId} not rotated: {Error}")]
    private partial void LogRotationFailed(string containerId, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Containers not listed for log rotation: {Error}")]
    private partial void LogListFailed(string error);
}
