using KubeSharp.Client;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers.Nodes;

internal sealed partial class PodGarbageCollector
{
    [LoggerMessage(LogLevel.Debug, "Deleted pod {Pod}, which nobody else would have")]
    private partial void LogDeleted(NamespacedName pod);

    [LoggerMessage(LogLevel.Warning, "Pod {Pod} could not be deleted: {Reason}")]
    private partial void LogFailure(NamespacedName pod, string reason);
}
