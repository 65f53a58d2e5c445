using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Cache;

public sealed partial class WatchCache
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Watch cache has read {Resources} resources at revision {Revision}")]
    private partial void LogLoaded(int resources, long revision);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Watch cache was overtaken by the store's compaction and reads everything again")]
    private partial void LogTooSlow(Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Key} cannot be read from the store")]
    internal partial void LogUnreadable(string key, Exception error);

    [LoggerMessage(Level = LogLevel.Error, Message = "Watch cache lost the store and tries again")]
    private partial void LogLost(Exception error);
}
