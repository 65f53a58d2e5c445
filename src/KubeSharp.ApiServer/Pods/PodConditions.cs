using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Pods;

internal static class PodConditions
{
    /// <summary>Sets a condition; its transition time changes only with its status.</summary>
    public static PodStatus With(PodStatus status, PodCondition condition)
    {
        var index = status.Conditions.FindIndex(existing => existing.Type == condition.Type);
        if (index < 0)
        {
            return status with { Conditions = status.Conditions.Add(condition) };
        }

        var before = status.Conditions[index];
        var next = before.Status == condition.Status ? condition with { LastTransitionTime = before.LastTransitionTime } : condition;
        return status with { Conditions = status.Conditions.SetItem(index, next) };
    }

    public static bool IsReady(Pod pod) => pod.Status.Conditions.Any(
        condition => condition is { Type: PodConditionType.PodReady, Status: ConditionStatus.ConditionTrue });
}
