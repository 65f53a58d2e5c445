using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Plugins;
using KubeSharp.Scheduler.Preemption;
using KubeSharp.Scheduler.Queue;
using KubeSharp.Scheduler.Snapshot;
using KubeSharp.Scheduler.Spreading;
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
    private readonly TimeProvider _time;
    private readonly Nominations _nominations = new();
    private readonly DisruptionBudgets _budgets = new();
    private readonly Preemptor _preemptor;

    public SchedulingLoop(SchedulerOptions options, IPlacementSink sink, ISpreadSelectors selectors, TimeProvider time, Random random)
    {
        _options = options;
        _sink = sink;
        _time = time;
        _queue = new SchedulingQueue(options, time);
        var taints = new TaintToleration();
        var affinity = new NodeAffinity();
        var fit = new NodeResourcesFit();
        var spread = new PodTopologySpread(selectors);
        var interPod = new InterPodAffinity(options.HardPodAffinityWeight);
        _algorithm = new SchedulingAlgorithm(
            _nodes,
            _nominations,
            [new ClaimsExist(), new NodeUnschedulable(), new NodeName(), taints, affinity, new NodePorts(), fit, new VolumeRestrictions(), new VolumeBinding(), new VolumeZone(), spread, interPod],
            [taints, affinity, fit, spread, interPod, new NodeResourcesBalancedAllocation(), new ImageLocality()],
            time,
            options.SchedulerName,
            random);
        _preemptor = new Preemptor(_nodes, _algorithm, _nominations, _budgets, random);
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
                if (failed.Volumes is { } volumes)
                {
                    _nodes.Volumes.Forget(volumes);
                }

                _queue.AddFailed(failed.Pod);
                _queue.OnEvent(ClusterEvents.AssignedPodDeleted);
                break;
            case ClusterChange.BudgetSet set:
                _budgets.Set(set.Budget);
                break;
            case ClusterChange.BudgetRemoved removed:
                _budgets.Remove(removed.Name);
                break;
            case ClusterChange.StorageChanged changed:
                changed.Apply(_nodes.Volumes);
                _queue.OnEvent(ClusterEvents.VolumeChanged);
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
            Refuse(queued);
            return true;
        }

        // Counted at once, before the API server knows: the next pod must see the room as taken.
        var node = _nodes.Nodes[slot]!;
        var volumes = queued.Pod.Claims.Count == 0 ? null : VolumePlanner.Plan(queued.Pod, node, _nodes.Volumes);
        if (volumes is not null)
        {
            _nodes.Volumes.Assume(volumes);
        }

        _nominations.Remove(queued.Pod.UID);
        _nodes.SetPod(queued.Pod, node.Metadata.Name);
        _sink.Bind(queued, node.Metadata.Name, volumes is { Static.Count: 0, Dynamic.Count: 0 } ? null : volumes);
        return true;
    }

    /// <summary>No node fits. Perhaps one does once less important pods have left it.</summary>
    private void Refuse(QueuedPod queued)
    {
        SchedulerMetrics.Attempted("unschedulable", _options.SchedulerName, _time.GetElapsedTime(queued.TriedAt));
        var run = _algorithm.Run;
        var message = FailureMessage.Format(_nodes.NodeCount, run);
        _queue.AddUnschedulable(queued, run.Awaited == ClusterEvents.None ? ClusterEvents.NodeAdded : run.Awaited);
        if (_nodes.NodeCount == 0)
        {
            _sink.Unschedulable(queued.Pod.Pod, message, null);
            return;
        }

        SchedulerMetrics.PreemptionAttempts.Inc();
        var outcome = _preemptor.Try(queued.Pod, run);
        if (outcome.NominatedNode is { Length: > 0 } node)
        {
            _nominations.RemoveBelow(queued.Pod.Priority, node);
            _nominations.Set(queued.Pod, node);
            SchedulerMetrics.PreemptionVictims.Observe(outcome.Victims.Count);
            _sink.Preempt(queued.Pod.Pod, node, outcome.Victims);
        }
        else if (outcome.NominatedNode is not null)
        {
            _nominations.Remove(queued.Pod.UID);
        }

        _sink.Unschedulable(
            queued.Pod.Pod,
            outcome.Message.Length == 0 ? message : $"{message} preemption: {outcome.Message}",
            outcome.NominatedNode);
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
            _nominations.Remove(pod.Metadata.UID);
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
                var info = new PodInfo(pod);
                if (_queue.Set(info) && pod.Status.NominatedNodeName.Length > 0)
                {
                    _nominations.Set(info, pod.Status.NominatedNodeName);
                }
            }
        }
        else
        {
            _queue.Remove(pod.Metadata.UID);
            _nominations.Remove(pod.Metadata.UID);
        }
    }

    private void RemovePod(Pod pod)
    {
        _queue.Remove(pod.Metadata.UID);
        _nominations.Remove(pod.Metadata.UID);
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
