using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Preemption;

/// <summary>Waiting pods that have been promised a node, while those that had to make room for them leave it.</summary>
internal sealed class Nominations
{
    private readonly Dictionary<string, (PodInfo Pod, string NodeName)> _byUid = [];

    public string? NodeOf(PodInfo pod) => _byUid.TryGetValue(pod.UID, out var nomination) ? nomination.NodeName : null;

    public void Set(PodInfo pod, string nodeName) => _byUid[pod.UID] = (pod, nodeName);

    public void Remove(string uid) => _byUid.Remove(uid);

    /// <summary>Those whose claim to their node a pod has to respect: all others of at least its priority.</summary>
    public IReadOnlyList<(PodInfo Pod, string NodeName)> Before(PodInfo pod) => _byUid.Count == 0
        ? []
        : [.. _byUid.Values.Where(nomination => nomination.Pod.Priority >= pod.Priority && nomination.Pod.UID != pod.UID)];

    /// <summary>Takes the promise back from pods that a more important one has overtaken.</summary>
    public void RemoveBelow(int priority, string nodeName)
    {
        foreach (var (uid, nomination) in _byUid)
        {
            if (nomination.NodeName == nodeName && nomination.Pod.Priority < priority)
            {
                _byUid.Remove(uid);
            }
        }
    }
}
