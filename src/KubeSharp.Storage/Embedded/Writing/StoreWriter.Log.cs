using Microsoft.Extensions.Logging;

namespace KubeSharp.Storage.Embedded.Writing;

internal sealed partial class StoreWriter
{
    [LoggerMessage(Level = LogLevel.Debug, Message = "Store compacted to revision {Revision}, {Rows} rows to remove")]
    private partial void LogCompacted(long revision, int rows);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Store could not remove compacted rows; it tries again at the next compaction")]
    private partial void LogRemovalFailed(Exception error);

    [LoggerMessage(Level = LogLevel.Critical, Message = "Store failed and accepts no more writes; restart after the disk is repaired")]
    private partial void LogFailed(Exception error);
}
