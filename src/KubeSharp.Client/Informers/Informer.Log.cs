using Microsoft.Extensions.Logging;

namespace KubeSharp.Client.Informers;

public sealed partial class Informer<T>
{
    [LoggerMessage(LogLevel.Debug, "The watch of {Resource} is too old, listing anew: {Reason}")]
    private partial void LogExpired(string resource, string reason);

    [LoggerMessage(LogLevel.Debug, "The server does not serve {Resource}")]
    private partial void LogAbsent(string resource);

    [LoggerMessage(LogLevel.Warning, "Listing or watching {Resource} failed: {Reason}")]
    private partial void LogFailure(string resource, string reason);

    [LoggerMessage(LogLevel.Error, "A handler of {Resource} failed")]
    private partial void LogHandlerFailure(string resource, Exception failure);
}
