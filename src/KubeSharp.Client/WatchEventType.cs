namespace KubeSharp.Client;

/// <summary>What a watch event tells. Errors are thrown, not delivered.</summary>
public enum WatchEventType
{
    Added,
    Modified,
    Deleted,

    /// <summary>Nothing changed; everything up to the event's resource version has been delivered.</summary>
    Bookmark,
}
