using Microsoft.Extensions.Logging;

namespace KubeSharp.Scheduler.Binding;

internal sealed partial class Binder
{
    [LoggerMessage(LogLevel.Warning, "Binding pod {Pod} to {Node} failed: {Reason}")]
    private partial void LogBindingFailed(string pod, string node, string reason);

    [LoggerMessage(LogLevel.Warning, "Pod {Pod}, which has to make room for another, was not deleted: {Reason}")]
    private partial void LogEvictionFailed(string pod, string reason);

    [LoggerMessage(LogLevel.Debug, "The status of pod {Pod} was not updated: {Reason}")]
    private partial void LogStatusFailed(string pod, string reason);
}
