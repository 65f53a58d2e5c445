using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Http;

internal sealed partial class RequestPipeline
{
    [LoggerMessage(Level = LogLevel.Error, Message = "Request failed unexpectedly: {Verb} {Path}")]
    private static partial void LogUnhandled(ILogger logger, Exception exception, string verb, string path);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The store failed a request: {Verb} {Path}")]
    private static partial void LogStoreFailure(ILogger logger, Exception exception, string verb, string path);
}
