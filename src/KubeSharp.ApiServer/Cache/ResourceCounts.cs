namespace KubeSharp.ApiServer.Cache;

/// <summary>What has happened to one resource since the start, for metrics.</summary>
internal sealed class ResourceCounts
{
    private long _events;
    private long _loads;
    private long _lateWatchers;
    private long _lists;
    private long _fetched;
    private long _returned;

    /// <summary>Changes that have come from the store.</summary>
    public long Events => Interlocked.Read(ref _events);

    /// <summary>Complete reads of the resource.</summary>
    public long Loads => Interlocked.Read(ref _loads);

    /// <summary>Watches that ended because they lagged behind all events that are kept.</summary>
    public long LateWatchers => Interlocked.Read(ref _lateWatchers);

    public long Lists => Interlocked.Read(ref _lists);

    /// <summary>Objects that lists have gone through.</summary>
    public long Fetched => Interlocked.Read(ref _fetched);

    /// <summary>Objects that lists have returned.</summary>
    public long Returned => Interlocked.Read(ref _returned);

    public void Received(int events) => Interlocked.Add(ref _events, events);

    public void Loaded() => Interlocked.Increment(ref _loads);

    public void LostWatcher() => Interlocked.Increment(ref _lateWatchers);

    public void Listed(int fetched, int returned)
    {
        Interlocked.Increment(ref _lists);
        Interlocked.Add(ref _fetched, fetched);
        Interlocked.Add(ref _returned, returned);
    }
}
