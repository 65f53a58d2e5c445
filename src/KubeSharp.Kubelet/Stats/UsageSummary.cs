namespace KubeSharp.Kubelet.Stats;

/// <summary>One look at the node and its pods.</summary>
internal sealed record UsageSummary(DateTimeOffset Time, NodeUsage Node, IReadOnlyList<PodUsage> Pods);
