using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Server;

internal sealed partial class KubeletRequestPipeline
{
    [LoggerMessage(Level = LogLevel.Warning, Message = "{Method} {Path} failed")]
    private partial void LogFailed(string method, PathString path, Exception exception);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The API server could not be asked about a request: {Error}")]
    private partial void LogReviewFailed(string error);
}
