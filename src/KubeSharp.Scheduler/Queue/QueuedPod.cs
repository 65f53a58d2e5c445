using KubeSharp.Scheduler.Plugins;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Queue;

/// <summary>A pod that waits for a node.</summary>
internal sealed class QueuedPod(PodInfo pod, long enqueuedAt)
{
    public PodInfo Pod { get; set; } = pod;

    /// <summary>Timestamp of its first arrival; orders pods of one priority.</summary>
    public long EnqueuedAt { get; } = enqueuedAt;

    public int Attempts { get; set; }

    /// <summary>Timestamp before which it is not tried again.</summary>
    public long NotBefore { get; set; }

    /// <summary>Timestamp of the last attempt.</summary>
    public long TriedAt { get; set; }

    /// <summary>What may help it.</summary>
    public ClusterEvents Awaited { get; set; } = ClusterEvents.All;

    public QueueState State { get; set; }
}
