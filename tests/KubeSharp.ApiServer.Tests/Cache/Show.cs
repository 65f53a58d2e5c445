using System.Buffers;
using System.Text;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Cache.Watching;

namespace KubeSharp.ApiServer.Tests.Cache;

/// <summary>Entries and events as short text.</summary>
internal static class Show
{
    public static string Entry(Entry entry) => $"{entry.Namespace}/{entry.Name}={((ConfigMap)entry.Object).Data["value"]}";

    public static string Item(WatchItem item) => item.Type switch
    {
        WatchEventType.Bookmark => "Bookmark",
        WatchEventType.Error => $"Error {item.Error!.Code}",
        _ => $"{item.Type} {Entry(item.Entry!)}",
    };

    public static List<string> List(ListSnapshot snapshot)
    {
        var shown = new List<string>();
        foreach (Entry entry in snapshot)
        {
            shown.Add(Entry(entry));
        }

        return shown;
    }

    /// <summary>What is there without waiting.</summary>
    public static List<string> Ready(Watcher watcher)
    {
        var shown = new List<string>();
        while (watcher.TryRead(out WatchItem item))
        {
            shown.Add(Item(item));
        }

        return shown;
    }

    public static string Json(WatchItem item)
    {
        var buffer = new ArrayBufferWriter<byte>();
        item.WriteJson(buffer);
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
