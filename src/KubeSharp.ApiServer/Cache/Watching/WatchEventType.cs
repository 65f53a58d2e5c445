namespace KubeSharp.ApiServer.Cache.Watching;

public enum WatchEventType
{
    Added,
    Modified,
    Deleted,
    Bookmark,
    Error,
}
