using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers.Nodes;

internal sealed partial class NodeMonitor
{
    [LoggerMessage(LogLevel.Warning, "Node {Node} has fallen silent")]
    private partial void LogSilent(string node);

    [LoggerMessage(LogLevel.Warning, "The health of node {Node} could not be updated: {Reason}")]
    private partial void LogFailure(string node, string reason);
}
