using Microsoft.Extensions.Logging;

namespace KubeSharp.Client.WorkQueues;

public static partial class QueueWorkers
{
    [LoggerMessage(LogLevel.Debug, "{Queue}: {Key} changed meanwhile and is tried again: {Reason}")]
    private static partial void LogConflict(ILogger logger, string queue, object key, string reason);

    [LoggerMessage(LogLevel.Warning, "{Queue}: {Key} is tried again ({Retries} retries): {Reason}")]
    private static partial void LogRefusal(ILogger logger, string queue, object key, int retries, string reason);

    [LoggerMessage(LogLevel.Error, "{Queue}: reconciling {Key} failed ({Retries} retries)")]
    private static partial void LogFailure(ILogger logger, string queue, object key, int retries, Exception error);
}
