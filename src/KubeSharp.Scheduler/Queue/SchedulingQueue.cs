using KubeSharp.Scheduler.Plugins;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Queue;

/// <summary>
/// The pods that wait for a node. Owned by the scheduling loop.
/// <code>
///            add                        take
/// (new) ─────────────► active ─────────────────► (being scheduled)
///                      ▲    ▲                            │ no node fits
///        time is over  │    │ event, back-off over       ▼
///                    backoff ◄──────────────────── unschedulable
///                            event, still in back-off
/// </code>
/// </summary>
internal sealed class SchedulingQueue(SchedulerOptions options, TimeProvider time)
{
    private readonly Dictionary<string, QueuedPod> _pods = [];
    private readonly PriorityQueue<QueuedPod, (long, long)> _active = new();
    private readonly PriorityQueue<QueuedPod, long> _backoff = new();
    private readonly HashSet<QueuedPod> _unschedulable = [];
    private readonly int[] _counts = new int[(int)QueueState.Gated + 1];
    private long _arrivals;

    /// <summary>Something that just happened while a pod was being scheduled has to count for it too.</summary>
    private ClusterEvents _eventsInFlight;

    /// <summary>How many pods wait in this state.</summary>
    public int Count(QueueState state) => _counts[(int)state];

    /// <summary>Takes a pod in, or its new version, and tells whether it is new. A pod that changed in a way that matters is tried again.</summary>
    public bool Set(PodInfo pod)
    {
        var gated = pod.Pod.Spec.SchedulingGates.Count > 0;
        if (!_pods.TryGetValue(pod.UID, out var queued))
        {
            _pods[pod.UID] = queued = new QueuedPod(pod, ++_arrivals);
            Move(queued, gated ? QueueState.Gated : QueueState.Active, QueueCauses.PodAdd);
            return true;
        }

        var changed = queued.Pod.Pod.Spec != pod.Pod.Spec || queued.Pod.Pod.Metadata.Labels != pod.Pod.Metadata.Labels;
        queued.Pod = pod;
        if (queued.State == QueueState.Gated && !gated)
        {
            Move(queued, QueueState.Active, QueueCauses.PodUpdate);
        }
        else if (queued.State == QueueState.Unschedulable && changed)
        {
            Wake(queued, QueueCauses.PodUpdate);
        }

        return false;
    }

    public void Remove(string uid)
    {
        // The heaps drop it when it comes to their top.
        if (_pods.Remove(uid, out var queued))
        {
            Move(queued, QueueState.Out, "");
        }
    }

    /// <summary>The next pod to schedule, by priority and then age; null if none is due.</summary>
    public QueuedPod? Take()
    {
        ReleaseBackoff();
        while (_active.TryDequeue(out var queued, out _))
        {
            if (queued.State == QueueState.Active)
            {
                Move(queued, QueueState.Out, "");
                queued.Attempts++;
                queued.TriedAt = time.GetTimestamp();
                queued.FirstTriedAt ??= queued.TriedAt;
                _eventsInFlight = ClusterEvents.None;
                return queued;
            }
        }

        return null;
    }

    /// <summary>Puts a pod back that no node fits. It waits for one of the awaited events.</summary>
    public void AddUnschedulable(QueuedPod queued, ClusterEvents awaited)
    {
        if (!_pods.ContainsKey(queued.Pod.UID))
        {
            return;
        }

        queued.Awaited = awaited;
        SetBackoff(queued);
        if ((_eventsInFlight & awaited) != 0)
        {
            Wake(queued, QueueCauses.ScheduleAttemptFailure);
        }
        else
        {
            Move(queued, QueueState.Unschedulable, QueueCauses.ScheduleAttemptFailure);
        }
    }

    /// <summary>Puts a pod back whose binding failed: it is tried again after its back-off.</summary>
    public void AddFailed(QueuedPod queued)
    {
        if (_pods.ContainsKey(queued.Pod.UID))
        {
            SetBackoff(queued);
            Wake(queued, QueueCauses.ScheduleAttemptFailure);
        }
    }

    /// <summary>Tries the pods again that an event may help.</summary>
    public void OnEvent(ClusterEvents happened)
    {
        _eventsInFlight |= happened;
        foreach (var queued in _unschedulable)
        {
            if ((queued.Awaited & happened) != 0)
            {
                Wake(queued, QueueCauses.Of(queued.Awaited & happened));
            }
        }
    }

    /// <summary>Tries the pods again that have waited longest, in case an event was missed.</summary>
    public void WakeStale()
    {
        foreach (var queued in _unschedulable)
        {
            if (time.GetElapsedTime(queued.TriedAt) >= options.PodMaxInUnschedulableDuration)
            {
                Wake(queued, QueueCauses.UnschedulableTimeout);
            }
        }
    }

    /// <summary>Time until the first back-off ends; null if no pod is in back-off.</summary>
    public TimeSpan? NextDue()
    {
        while (_backoff.TryPeek(out var queued, out var due))
        {
            if (queued.State == QueueState.Backoff)
            {
                var left = time.GetElapsedTime(time.GetTimestamp(), due);
                return left > TimeSpan.Zero ? left : TimeSpan.Zero;
            }

            _backoff.Dequeue();
        }

        return null;
    }

    private void SetBackoff(QueuedPod queued)
    {
        var doublings = Math.Min(queued.Attempts - 1, 16);
        var backoff = options.PodInitialBackoff * Math.Pow(2, doublings);
        backoff = backoff < options.PodMaxBackoff ? backoff : options.PodMaxBackoff;
        queued.NotBefore = queued.TriedAt + (long)(backoff.TotalSeconds * time.TimestampFrequency);
    }

    private void Wake(QueuedPod queued, string cause) =>
        Move(queued, queued.NotBefore > time.GetTimestamp() ? QueueState.Backoff : QueueState.Active, cause);

    private void ReleaseBackoff()
    {
        var now = time.GetTimestamp();
        while (_backoff.TryPeek(out var queued, out var due) && (due <= now || queued.State != QueueState.Backoff))
        {
            _backoff.Dequeue();
            if (queued.State == QueueState.Backoff)
            {
                Move(queued, QueueState.Active, QueueCauses.BackoffComplete);
            }
        }
    }

    private void Move(QueuedPod queued, QueueState state, string cause)
    {
        if (queued.State == QueueState.Unschedulable)
        {
            _unschedulable.Remove(queued);
        }

        _counts[(int)queued.State]--;
        _counts[(int)state]++;
        queued.State = state;
        if (state != QueueState.Out)
        {
            SchedulerMetrics.Entered(NameOf(state), cause);
        }

        switch (state)
        {
            case QueueState.Unschedulable:
                _unschedulable.Add(queued);
                break;
            case QueueState.Active:
                _active.Enqueue(queued, (-queued.Pod.Priority, queued.Sequence));
                break;
            case QueueState.Backoff:
                _backoff.Enqueue(queued, queued.NotBefore);
                break;
        }
    }

    private static string NameOf(QueueState state) => state switch
    {
        QueueState.Active => "active",
        QueueState.Backoff => "backoff",
        QueueState.Unschedulable => "unschedulable",
        _ => "gated",
    };
}
