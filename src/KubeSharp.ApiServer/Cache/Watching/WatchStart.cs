namespace KubeSharp.ApiServer.Cache.Watching;

/// <summary>What a watch covers and where it begins.</summary>
public sealed record WatchStart
{
    /// <summary>"" for all namespaces.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>A single object; null for all.</summary>
    public string? Name { get; init; }

    /// <summary>Begins behind this revision. Not used with <see cref="InitialState"/>.</summary>
    public long Revision { get; init; }

    /// <summary>Begins with an Added event for each object there is (resourceVersion unset or 0, or sendInitialEvents).</summary>
    public bool InitialState { get; init; }

    /// <summary>Marks the end of the initial state by a bookmark with the annotation k8s.io/initial-events-end (sendInitialEvents).</summary>
    public bool MarkInitialEnd { get; init; }

    /// <summary>Now and then a bookmark says how far the watch is (allowWatchBookmarks).</summary>
    public bool Bookmarks { get; init; }

    /// <summary>
    /// The label and field selector; null for none. An object that begins to match is Added for the watcher, one that ceases to is
    /// Deleted.
    /// </summary>
    public Func<Entry, bool>? Predicate { get; init; }
}
