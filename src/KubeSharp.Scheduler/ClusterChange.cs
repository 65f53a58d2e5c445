using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Queue;

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

    public sealed record BindingFailed(QueuedPod Pod) : ClusterChange;
}
