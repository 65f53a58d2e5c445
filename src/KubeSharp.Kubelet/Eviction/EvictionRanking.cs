using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Resources;

namespace KubeSharp.Kubelet.Eviction;

/// <summary>Which pod goes first: those over their request, then those of low priority, then those furthest over.</summary>
internal static class EvictionRanking
{
    public static IReadOnlyList<Pod> ByMemory(IEnumerable<Pod> pods, Func<Pod, long?> usage) =>
    [
        .. pods
            .Where(static pod => !pod.IsCritical())
            .Select(pod => (Pod: pod, Over: (usage(pod) ?? 0) - PodResources.Memory(PodResources.Requests(pod.Spec))))
            .OrderBy(static entry => entry.Over > 0 ? 0 : 1)
            .ThenBy(static entry => entry.Pod.Spec.Priority ?? 0)
            .ThenByDescending(static entry => entry.Over)
            .Select(static entry => entry.Pod),
    ];

    /// <summary>Use of disk by pod is not known here: priority, and best effort before the rest.</summary>
    public static IReadOnlyList<Pod> ByPriority(IEnumerable<Pod> pods) =>
    [
        .. pods
            .Where(static pod => !pod.IsCritical())
            .OrderBy(static pod => pod.Spec.Priority ?? 0)
            .ThenBy(static pod => PodQos.Of(pod) switch
            {
                PodQOSClass.PodQOSBestEffort => 0,
                PodQOSClass.PodQOSBurstable => 1,
                _ => 2,
            }),
    ];
}
