using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Volumes;

internal sealed partial class VolumeMounter
{
    [LoggerMessage(Level = LogLevel.Information, Message = "Removed what was left of pod {PodUid}")]
    private partial void LogOrphanRemoved(string podUid);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is left of pod {PodUid} cannot be removed yet: {Error}")]
    private partial void LogOrphanStays(string podUid, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Volumes of pod {PodUid} not brought up to date: {Error}")]
    private partial void LogRefreshFailed(string podUid, string error);
}
