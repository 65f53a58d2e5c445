using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.DaemonSets;

/// <summary>A daemon set, the nodes and its pods on them, at one moment.</summary>
internal sealed class DaemonView
{
    private readonly Dictionary<string, List<Pod>> _pods = new(StringComparer.Ordinal);

    /// <param name="set">The daemon set.</param>
    /// <param name="nodes">All nodes.</param>
    /// <param name="pods">The pods of the set.</param>
    /// <param name="hash">The hash of the newest revision.</param>
    /// <param name="now">The moment.</param>
    public DaemonView(DaemonSet set, IReadOnlyList<Node> nodes, IReadOnlyList<Pod> pods, string hash, DateTimeOffset now)
    {
        (Set, Hash, Now) = (set, hash, now);
        var template = DaemonPodTemplate.Of(set);
        Nodes = [.. nodes.Select(node => (node, NodeFit.Of(template, node)))];
        foreach (var pod in pods)
        {
            // What is over and going makes room for the next at once.
            var node = DaemonPodTemplate.TargetNode(pod);
            if (node.Length > 0 && !(pod.IsTerminating() && pod.IsFinished()))
            {
                if (!_pods.TryGetValue(node, out var there))
                {
                    _pods[node] = there = [];
                }

                there.Add(pod);
            }
        }

        foreach (var there in _pods.Values)
        {
            there.Sort(OldestFirst);
        }
    }

    public DaemonSet Set { get; }

    public string Hash { get; }

    public DateTimeOffset Now { get; }

    public IReadOnlyList<(Node Node, NodeFit Fit)> Nodes { get; }

    public IReadOnlyDictionary<string, List<Pod>> Pods => _pods;

    public bool AllowsSurge => Set.Spec.UpdateStrategy is { Type: DaemonSetUpdateStrategyType.RollingUpdateDaemonSetStrategyType } && MaxSurge(1) > 0;

    /// <summary>The daemons of a node, the oldest first.</summary>
    public IReadOnlyList<Pod> On(string node) => _pods.TryGetValue(node, out var there) ? there : [];

    public bool IsAvailable(Pod pod) => pod.IsAvailable(Set.Spec.MinReadySeconds, Now);

    public bool IsUpdated(Pod pod) => DaemonPodTemplate.IsUpdated(pod, Set, Hash);

    public int MaxSurge(int desired) => Set.Spec.UpdateStrategy.RollingUpdate?.MaxSurge?.Scale(desired, roundUp: true) ?? 0;

    public int MaxUnavailable(int desired) => Set.Spec.UpdateStrategy.RollingUpdate?.MaxUnavailable?.Scale(desired, roundUp: true) ?? 0;

    /// <summary>Those with a node before those without.</summary>
    private static int OldestFirst(Pod left, Pod right)
    {
        var order = (right.Spec.NodeName.Length > 0).CompareTo(left.Spec.NodeName.Length > 0);
        return order != 0 ? order
            : (order = left.Metadata.CreationTimestamp.CompareTo(right.Metadata.CreationTimestamp)) != 0 ? order
            : string.CompareOrdinal(left.Metadata.Name, right.Metadata.Name);
    }
}
