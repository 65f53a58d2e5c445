using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.Client;
using KubeSharp.Scheduler.Queue;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler;

/// <summary>
/// Something the scheduling loop has to take in. Informers and bindings post changes; the loop alone touches the node table and the queue.
/// </summary>
internal abstract record ClusterChange
{
    public sealed record NodeSet(Node Node) : ClusterChange;

    public sealed record NodeRemoved(string Name) : ClusterChange;

    public sealed record PodSet(Pod Pod) : ClusterChange;

    public sealed record PodRemoved(Pod Pod) : ClusterChange;

    public sealed record NamespaceSet(string Name, ApiMap<string> Labels) : ClusterChange;

    public sealed record NamespaceRemoved(string Name) : ClusterChange;

    /// <summary>Of claims, volumes or classes.</summary>
    public sealed record StorageChanged(Action<VolumeTable> Apply) : ClusterChange;

    public sealed record BudgetSet(PodDisruptionBudget Budget) : ClusterChange;

    public sealed record BudgetRemoved(NamespacedName Name) : ClusterChange;

    public sealed record BindingFailed(QueuedPod Pod, VolumePlan? Volumes) : ClusterChange;
}
