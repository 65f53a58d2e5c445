using KubeSharp.Scheduler.Plugins;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Queue;

/// <summary>A pod that waits for a node.</summary>
internal sealed class QueuedPod(PodInfo pod, long sequence)
{
    public PodInfo Pod { get; set; } = pod;

    /// <summary>Order of first arrival; decides between pods of one priority.</summary>
    public long Sequence { get; } = sequence;

    public int Attempts { get; set; }

    /// <summary>Timestamp before which it is not tried again.</summary>
    public long NotBefore { get; set; }

    /// <summary>Timestamp of the last attempt.</summary>
    public long TriedAt { get; set; }

    /// <summary>Timestamp of the first attempt; null before.</summary>
    public long? FirstTriedAt { get; set; }

    /// <summary>What may help it.</summary>
    public ClusterEvents Awaited { get; set; } = ClusterEvents.All;

    public QueueState State { get; set; }
}
