using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.ContainerRuntime;

public sealed partial class Containerd
{
    [LoggerMessage(LogLevel.Information, "containerd runs at {Socket}")]
    private static partial void LogRunning(ILogger logger, string socket);

    [LoggerMessage(LogLevel.Warning, "containerd is gone; starting it again")]
    private static partial void LogGone(ILogger logger);

    [LoggerMessage(LogLevel.Error, "containerd could not be started: {Reason}")]
    private static partial void LogStartFailed(ILogger logger, string reason);

    [LoggerMessage(LogLevel.Information, "Nothing is known of container {Container}, it is ended")]
    private static partial void LogOrphan(ILogger logger, string container);
}
