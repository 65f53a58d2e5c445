using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Plugins;
using KubeSharp.Scheduler.Queue;
using KubeSharp.Scheduler.Snapshot;
using NodeAffinity = KubeSharp.Scheduler.Plugins.NodeAffinity;

namespace KubeSharp.Scheduler;

/// <summary>
/// The state of the scheduler and its single-threaded steps: take a change in, place the next pod. It never waits; what needs the
/// network is handed to <see cref="IPlacementSink"/>.
/// </summary>
internal sealed class SchedulingLoop
{
    private readonly SchedulerOptions _options;
    private readonly NodeTable _nodes = new();
    private readonly SchedulingQueue _queue;
    private readonly SchedulingAlgorithm _algorithm;
    private readonly IPlacementSink _sink;

    public SchedulingLoop(SchedulerOptions options, IPlacementSink sink, TimeProvider time, Random random)
    {
        _options = options;
        _sink = sink;
        _queue = new SchedulingQueue(options, time);
        var taints = new TaintToleration();
        var affinity = new NodeAffinity();
        var fit = new NodeResourcesFit();
        var spread = new PodTopologySpread();
        var interPod = new InterPodAffinity(options.HardPodAffinityWeight);
        _algorithm = new SchedulingAlgorithm(
            _nodes,
            [new NodeUnschedulable(), new NodeName(), taints, affinity, new NodePorts(), fit, spread, interPod],
            [taints, affinity, fit, spread, interPod, new NodeResourcesBalancedAllocation(), new ImageLocality()],
            random);
    }

    public SchedulingQueue Queue => _queue;

    public void Apply(ClusterChange change)
    {
        switch (change)
        {
            case ClusterChange.NodeSet set:
                ApplyNode(set.Node);
                break;
            case ClusterChange.NodeRemoved removed:
                _nodes.RemoveNode(removed.Name);
                break;
            case ClusterChange.PodSet set:
                ApplyPod(set.Pod);
                break;
            case ClusterChange.PodRemoved removed:
                RemovePod(removed.Pod);
                break;
            case ClusterChange.NamespaceSet set:
                _nodes.Namespaces.Set(set.Name, set.Labels);
                _queue.OnEvent(ClusterEvents.NamespaceChanged);
                break;
            case ClusterChange.NamespaceRemoved removed:
                _nodes.Namespaces.Remove(removed.Name);
                break;
            case ClusterChange.BindingFailed failed:
                _nodes.RemovePod(failed.Pod.Pod.UID);
                _queue.AddFailed(failed.Pod);
                _queue.OnEvent(ClusterEvents.AssignedPodDeleted);
                break;
        }
    }

    /// <summary>Places the next pod that is due. False if none is.</summary>
    public bool Step()
    {
        if (_queue.Take() is not { } queued)
        {
            return false;
        }

        var slot = _algorithm.Find(queued.Pod);
        if (slot < 0)
        {
            _queue.AddUnschedulable(queued, _algorithm.Run.Awaited == ClusterEvents.None ? ClusterEvents.NodeAdded : _algorithm.Run.Awaited);
            _sink.Unschedulable(queued.Pod.Pod, FailureMessage.Format(_nodes.NodeCount, _algorithm.Run));
            return true;
        }

        // Counted at once, before the API server knows: the next pod must see the room as taken.
        var node = _nodes.Nodes[slot]!.Metadata.Name;
        _nodes.SetPod(queued.Pod, node);
        _sink.Bind(queued, node);
        return true;
    }

    private void ApplyNode(Node node)
    {
        var events = _nodes.SetNode(node);
        if (events != ClusterEvents.None)
        {
            _queue.OnEvent(events);
        }
    }

    private void ApplyPod(Pod pod)
    {
        if (pod.Status.Phase is PodPhase.PodSucceeded or PodPhase.PodFailed)
        {
            RemovePod(pod);
            return;
        }

        if (pod.Spec.NodeName.Length > 0)
        {
            _queue.Remove(pod.Metadata.UID);
            var known = _nodes.FindPod(pod.Metadata.UID);
            if (known is not null && !MattersToPlacement(known.Pod, pod))
            {
                return;
            }

            _nodes.SetPod(new PodInfo(pod), pod.Spec.NodeName);
            _queue.OnEvent(known is null || known.Pod.Spec.NodeName.Length == 0 ? ClusterEvents.AssignedPodAdded : ClusterEvents.AssignedPodUpdated);
        }
        else if (pod.Spec.SchedulerName == _options.SchedulerName && pod.Metadata.DeletionTimestamp is null)
        {
            // A pod whose binding is under way is counted on its node already.
            if (_nodes.FindPod(pod.Metadata.UID) is null)
            {
                _queue.Set(new PodInfo(pod));
            }
        }
        else
        {
            _queue.Remove(pod.Metadata.UID);
        }
    }

    private void RemovePod(Pod pod)
    {
        _queue.Remove(pod.Metadata.UID);
        if (_nodes.FindPod(pod.Metadata.UID) is not null)
        {
            _nodes.RemovePod(pod.Metadata.UID);
            _queue.OnEvent(ClusterEvents.AssignedPodDeleted);
        }
    }

    /// <summary>Most updates of placed pods are of their status, which placement does not look at.</summary>
    private static bool MattersToPlacement(Pod old, Pod pod) =>
        old.Spec.NodeName != pod.Spec.NodeName
        || old.Metadata.DeletionTimestamp != pod.Metadata.DeletionTimestamp
        || old.Metadata.Labels != pod.Metadata.Labels
        || (!ReferenceEquals(old.Spec, pod.Spec) && old.Spec.Containers != pod.Spec.Containers);
}
