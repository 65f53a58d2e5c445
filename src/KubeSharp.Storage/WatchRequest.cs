namespace KubeSharp.Storage;

/// <summary>What to watch.</summary>
public sealed record WatchRequest(KeyRange Range)
{
    /// <summary>The first revision of interest; 0 means the next one after the current.</summary>
    public long StartRevision { get; init; }

    /// <summary>
    /// Whether <see cref="KeyEvent.Previous"/> is filled. A previous value that has been compacted is null.
    /// </summary>
    public bool PreviousValues { get; init; }
}
