using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Queue;

namespace KubeSharp.Scheduler;

/// <summary>Takes decisions to the API server. Returns at once; the work goes on behind it.</summary>
internal interface IPlacementSink
{
    void Bind(QueuedPod pod, string nodeName);

    void Unschedulable(Pod pod, string message);
}
