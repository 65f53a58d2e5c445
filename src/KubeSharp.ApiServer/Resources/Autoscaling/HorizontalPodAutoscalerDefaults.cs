using KubeSharp.Api.Autoscaling.V2;

namespace KubeSharp.ApiServer.Resources.Autoscaling;

/// <summary>Defaults of autoscalers.</summary>
internal static class HorizontalPodAutoscalerDefaults
{
    private static readonly HPAScalingPolicy FourPods = new() { Type = "Pods", Value = 4, PeriodSeconds = 15 };
    private static readonly HPAScalingPolicy AllPods = new() { Type = "Percent", Value = 100, PeriodSeconds = 15 };

    public static HorizontalPodAutoscaler Apply(HorizontalPodAutoscaler value)
    {
        var spec = value.Spec;
        spec = spec.MinReplicas is null ? spec with { MinReplicas = 1 } : spec;
        if (spec.Metrics.Count == 0)
        {
            spec = spec with
            {
                Metrics =
                [
                    new MetricSpec
                    {
                        Type = "Resource",
                        Resource = new ResourceMetricSource { Name = "cpu", Target = new MetricTarget { Type = "Utilization", AverageUtilization = 80 } },
                    },
                ],
            };
        }

        if (spec.Behavior is { } behavior)
        {
            var up = Up(behavior.ScaleUp);
            var down = Down(behavior.ScaleDown);
            if (up != behavior.ScaleUp || down != behavior.ScaleDown)
            {
                spec = spec with { Behavior = behavior with { ScaleUp = up, ScaleDown = down } };
            }
        }

        return ReferenceEquals(spec, value.Spec) ? value : value with { Spec = spec };
    }

    private static HPAScalingRules Up(HPAScalingRules? rules) => (rules ?? new HPAScalingRules()) with
    {
        StabilizationWindowSeconds = rules?.StabilizationWindowSeconds ?? 0,
        SelectPolicy = rules?.SelectPolicy ?? "Max",
        Policies = rules is { Policies.Count: > 0 } ? rules.Policies : [FourPods, AllPods],
    };

    private static HPAScalingRules Down(HPAScalingRules? rules) => (rules ?? new HPAScalingRules()) with
    {
        SelectPolicy = rules?.SelectPolicy ?? "Max",
        Policies = rules is { Policies.Count: > 0 } ? rules.Policies : [AllPods],
    };
}
