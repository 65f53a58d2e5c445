using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Runtime;

internal sealed partial class Pleg
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The container runtime does not answer: {Error}")]
    private partial void LogRelistFailed(string error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "The container runtime has no event stream; its containers are listed each second")]
    private partial void LogNoEvents();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The container event stream ended: {Error}")]
    private partial void LogEventsFailed(string error);
}
