using KubeSharp.Api.Core.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.ReplicaSets;

/// <summary>Counts pods by node.</summary>
internal static class Crowd
{
    public static Func<Pod, int> Of(IEnumerable<Pod> pods)
    {
        Dictionary<string, int> byNode = [];
        foreach (var pod in pods)
        {
            if (pod.IsActive() && pod.Spec.NodeName.Length > 0)
            {
                byNode[pod.Spec.NodeName] = byNode.GetValueOrDefault(pod.Spec.NodeName) + 1;
            }
        }

        return pod => byNode.GetValueOrDefault(pod.Spec.NodeName);
    }
}
