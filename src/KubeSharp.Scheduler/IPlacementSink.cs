using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Queue;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler;

/// <summary>Takes decisions to the API server. Returns at once; the work goes on behind it.</summary>
internal interface IPlacementSink
{
    /// <param name="pod">The pod.</param>
    /// <param name="nodeName">Its node.</param>
    /// <param name="volumes">What to do about its volumes first; null if nothing.</param>
    void Bind(QueuedPod pod, string nodeName, VolumePlan? volumes);

    /// <param name="pod">The pod.</param>
    /// <param name="message">Why it has no node.</param>
    /// <param name="nominatedNode">The node that it is to get soon; empty if no longer, null to leave that as it is.</param>
    void Unschedulable(Pod pod, string message, string? nominatedNode);

    /// <summary>Has the victims leave a node for the sake of a pod.</summary>
    void Preempt(Pod pod, string nodeName, IReadOnlyList<PodInfo> victims);
}
