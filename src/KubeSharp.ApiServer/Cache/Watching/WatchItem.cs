using System.Buffers;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.ApiServer.Cache.Watching;

/// <summary>
/// One event as one watcher sees it. For Bookmark the entry is an empty object with the revision reached; for Error it is null
/// and <see cref="Error"/> says why the watch ends.
/// </summary>
public readonly record struct WatchItem(WatchEventType Type, Entry? Entry, Status? Error = null)
{
    public long Revision => Entry?.Revision ?? 0;

    /// <summary>
    /// Writes the event as upstream frames it in JSON, with a line feed at the end, from bytes that all watchers share. Not for Error.
    /// </summary>
    public void WriteJson(IBufferWriter<byte> output)
    {
        var head = Type switch
        {
            WatchEventType.Added => "{\"type\":\"ADDED\",\"object\":"u8,
            WatchEventType.Modified => "{\"type\":\"MODIFIED\",\"object\":"u8,
            WatchEventType.Deleted => "{\"type\":\"DELETED\",\"object\":"u8,
            WatchEventType.Bookmark => "{\"type\":\"BOOKMARK\",\"object\":"u8,
            _ => throw new InvalidOperationException("an error event has no entry"),
        };
        Entry!.WriteJson(output, head, "}\n"u8);
    }
}
