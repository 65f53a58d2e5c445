using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>Applies <c>podFailurePolicy</c> (KEP-3329): the first rule that matches decides.</summary>
internal static class PodFailurePolicies
{
    public static PodFailureRule Decide(PodFailurePolicy? policy, Pod pod)
    {
        if (policy is null)
        {
            return PodFailureRule.Count;
        }

        for (var i = 0; i < policy.Rules.Count; i++)
        {
            var rule = policy.Rules[i];
            if ((rule.OnExitCodes is { } codes ? MatchExitCodes(codes, pod, rule.Action, i) : MatchConditions(rule, pod, i)) is { } message)
            {
                return new PodFailureRule(rule.Action, message);
            }
        }

        return PodFailureRule.Count;
    }

    private static string? MatchExitCodes(PodFailurePolicyOnExitCodesRequirement codes, Pod pod, string action, int index)
    {
        foreach (var container in pod.Status.InitContainerStatuses.Concat(pod.Status.ContainerStatuses))
        {
            if ((codes.ContainerName is null || codes.ContainerName == container.Name)
                && container.State.Terminated is { ExitCode: not 0 } end
                && codes.Values.Contains(end.ExitCode) == (codes.Operator == "In"))
            {
                return $"Container {container.Name} for pod {pod.Metadata.Namespace}/{pod.Metadata.Name} failed with exit code {end.ExitCode} matching {action} rule at index {index}";
            }
        }

        return null;
    }

    private static string? MatchConditions(PodFailurePolicyRule rule, Pod pod, int index)
    {
        foreach (var pattern in rule.OnPodConditions)
        {
            foreach (var condition in pod.Status.Conditions)
            {
                if (condition.Type == pattern.Type && condition.Status == pattern.Status)
                {
                    return $"Pod {pod.Metadata.Namespace}/{pod.Metadata.Name} has condition {pattern.Type} matching {rule.Action} rule at index {index}";
                }
            }
        }

        return null;
    }
}
