using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.PodStatuses;

internal sealed partial class StatusWriter
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "The status of pod {Uid} could not be written: {Error}")]
    private partial void LogFailed(string uid, string error);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Pod {Namespace}/{Name} has ended and its object is deleted")]
    private partial void LogDeleted(string @namespace, string name);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Pod {Namespace}/{Name} is gone from the API server")]
    private partial void LogGone(string @namespace, string name);
}
