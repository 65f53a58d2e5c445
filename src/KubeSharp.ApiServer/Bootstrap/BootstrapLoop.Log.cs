using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Bootstrap;

internal sealed partial class BootstrapLoop
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not create the cluster's start objects; trying again")]
    private static partial void LogStartFailed(ILogger logger, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Could not reconcile the cluster's system objects; trying again")]
    private static partial void LogRoundFailed(ILogger logger, Exception exception);
}
