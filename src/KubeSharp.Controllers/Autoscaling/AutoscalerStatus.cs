using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V2;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>Changes of an autoscaler's conditions.</summary>
internal static class AutoscalerStatus
{
    public static HorizontalPodAutoscalerStatus With(
        this HorizontalPodAutoscalerStatus status, string type, bool holds, string reason, string message, Time now)
    {
        var text = holds ? "True" : "False";
        var index = status.Conditions.FindIndex(condition => condition.Type == type);
        var condition = new HorizontalPodAutoscalerCondition
        {
            Type = type,
            Status = text,
            LastTransitionTime = index >= 0 && status.Conditions[index].Status == text ? status.Conditions[index].LastTransitionTime : now,
            Reason = reason,
            Message = message,
        };
        return status with { Conditions = index < 0 ? status.Conditions.Add(condition) : status.Conditions.SetItem(index, condition) };
    }
}
