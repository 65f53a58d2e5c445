using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V2;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>One look at an autoscaler, and what came of it.</summary>
internal sealed class AutoscalerRound(HorizontalPodAutoscaler autoscaler, ScalingHistory history, DateTimeOffset now)
{
    private HorizontalPodAutoscalerStatus _status = autoscaler.Status;

    public HorizontalPodAutoscaler Autoscaler { get; } = autoscaler;

    public ScalingHistory History { get; } = history;

    public DateTimeOffset Now { get; } = now;

    public int Current { get; set; } = autoscaler.Status.CurrentReplicas;

    public int Desired { get; set; } = autoscaler.Status.DesiredReplicas;

    public ApiList<MetricStatus> Metrics { get; set; }

    public bool HasScaled { get; set; }

    public bool Failed { get; set; }

    public int Change => HasScaled ? Desired - Current : 0;

    public void Set(string condition, bool holds, string reason, string message) =>
        _status = _status.With(condition, holds, reason, message, new Time(Now));

    /// <summary>Null if the autoscaler has no behavior of its own.</summary>
    public BehaviorLimits? Behavior(TimeSpan defaultDownWindow) =>
        Autoscaler.Spec.Behavior is { } behavior
            ? new BehaviorLimits(behavior.ScaleUp ?? new HPAScalingRules(), behavior.ScaleDown ?? new HPAScalingRules(), defaultDownWindow)
            : null;

    public HorizontalPodAutoscalerStatus ToStatus() => _status with
    {
        CurrentReplicas = Current,
        DesiredReplicas = Desired,
        CurrentMetrics = Metrics,
        LastScaleTime = HasScaled ? new Time(Now) : _status.LastScaleTime,
    };
}
