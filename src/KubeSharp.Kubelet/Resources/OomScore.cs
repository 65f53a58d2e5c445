using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.Resources;

/// <summary>Which process the kernel kills first when memory runs out: oom_score_adj, from -997 (spared) to 1000 (first).</summary>
internal static class OomScore
{
    public const int Guaranteed = -997;
    public const int BestEffort = 1000;

    /// <summary>
    /// Burstable containers lie between: the more of the node's memory one asked for, the later it is killed. A sidecar is never
    /// killed before the app containers it serves.
    /// </summary>
    public static int Of(Pod pod, Container container, long memoryCapacity)
    {
        if (pod.IsCritical())
        {
            return Guaranteed;
        }
        switch (PodQos.Of(pod))
        {
            case PodQOSClass.PodQOSGuaranteed:
                return Guaranteed;
            case PodQOSClass.PodQOSBestEffort:
                return BestEffort;
        }
        var score = Burstable(container, memoryCapacity);
        if (container.IsSidecar() && pod.Spec.IsInit(container.Name))
        {
            foreach (var app in pod.Spec.Containers)
            {
                score = Math.Min(score, Burstable(app, memoryCapacity));
            }
        }
        return score;
    }

    private static int Burstable(Container container, long memoryCapacity)
    {
        var request = PodResources.Memory(container.Resources.Requests);
        var score = 1000 - (1000 * (Int128)request / Math.Max(1, memoryCapacity));
        if (score < 1000 + Guaranteed)
        {
            return 1000 + Guaranteed;
        }
        return score == BestEffort ? BestEffort - 1 : (int)score;
    }
}
