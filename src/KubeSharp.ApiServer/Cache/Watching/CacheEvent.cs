namespace KubeSharp.ApiServer.Cache.Watching;

/// <summary>
/// One change of one object, shared by all watchers. <paramref name="current"/> is null for a deletion, <paramref name="previous"/> for a creation.
/// </summary>
internal sealed class CacheEvent(long revision, Entry? current, Entry? previous, long timestamp)
{
    private Entry? _ended;

    public long Revision { get; } = revision;

    public Entry? Current { get; } = current;

    public Entry? Previous { get; } = previous;

    /// <summary>When it arrived, by the clock's timestamp.</summary>
    public long Timestamp { get; } = timestamp;

    /// <summary>The previous state under this event's revision: what a watcher gets that loses sight of the object.</summary>
    public Entry Ended => _ended ?? Interlocked.CompareExchange(ref _ended, Previous!.At(Revision), null) ?? _ended;

    public int Size => (Current ?? Previous)!.Stored.Length;
}
