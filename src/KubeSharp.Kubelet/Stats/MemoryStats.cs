namespace KubeSharp.Kubelet.Stats;

/// <summary>Bytes of memory. Null where the source does not tell.</summary>
internal sealed record MemoryStats(DateTimeOffset Time)
{
    public long? Available { get; init; }

    public long? Usage { get; init; }

    /// <summary>What cannot be reclaimed without hurting: usage less inactive file pages.</summary>
    public long? WorkingSet { get; init; }

    public long? Rss { get; init; }

    public long? PageFaults { get; init; }

    public long? MajorPageFaults { get; init; }
}
