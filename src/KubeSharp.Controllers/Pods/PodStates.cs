using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Pods;

/// <summary>What controllers ask about pods.</summary>
internal static class PodStates
{
    public static PodCondition? Condition(this Pod pod, string type)
    {
        foreach (var condition in pod.Status.Conditions)
        {
            if (condition.Type == type)
            {
                return condition;
            }
        }

        return null;
    }

    public static bool IsReady(this Pod pod) => pod.Condition(PodConditionType.PodReady)?.Status == ConditionStatus.ConditionTrue;

    /// <summary>Ready for at least <paramref name="minReadySeconds"/>.</summary>
    public static bool IsAvailable(this Pod pod, int minReadySeconds, DateTimeOffset now) =>
        pod.Condition(PodConditionType.PodReady) is { Status: ConditionStatus.ConditionTrue } ready
        && (minReadySeconds == 0
            || (!ready.LastTransitionTime.IsZero && ready.LastTransitionTime.Value.AddSeconds(minReadySeconds) <= now));

    public static bool IsFinished(this Pod pod) => pod.Status.Phase is PodPhase.PodSucceeded or PodPhase.PodFailed;

    public static bool IsTerminating(this Pod pod) => pod.Metadata.DeletionTimestamp is not null;

    /// <summary>Neither finished nor being deleted.</summary>
    public static bool IsActive(this Pod pod) => !pod.IsFinished() && !pod.IsTerminating();

    public static int MaxRestarts(this Pod pod)
    {
        var most = 0;
        foreach (var status in pod.Status.ContainerStatuses)
        {
            most = Math.Max(most, status.RestartCount);
        }

        return most;
    }
}
