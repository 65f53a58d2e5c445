using KubeSharp.Api;
using V1 = KubeSharp.Api.Autoscaling.V1;
using V2 = KubeSharp.Api.Autoscaling.V2;

namespace KubeSharp.ApiServer.Resources.Autoscaling;

/// <summary>
/// Autoscalers in the first version, which knows one metric: the use of cpu. The rest of the spec and status travels in an
/// annotation, so that a client of the first version can write back what it has read.
/// </summary>
internal sealed class HorizontalPodAutoscalerConverter : VersionConverter<V2.HorizontalPodAutoscaler, V1.HorizontalPodAutoscaler>
{
    protected override V1.HorizontalPodAutoscaler ToServed(V2.HorizontalPodAutoscaler value) => new()
    {
        Metadata = HorizontalPodAutoscalerAnnotation.Write(value),
        Spec = new V1.HorizontalPodAutoscalerSpec
        {
            ScaleTargetRef = new V1.CrossVersionObjectReference
            {
                Kind = value.Spec.ScaleTargetRef.Kind,
                Name = value.Spec.ScaleTargetRef.Name,
                APIVersion = value.Spec.ScaleTargetRef.APIVersion,
            },
            MinReplicas = value.Spec.MinReplicas,
            MaxReplicas = value.Spec.MaxReplicas,
            TargetCPUUtilizationPercentage = CpuTarget(value.Spec.Metrics),
        },
        Status = new V1.HorizontalPodAutoscalerStatus
        {
            ObservedGeneration = value.Status.ObservedGeneration,
            LastScaleTime = value.Status.LastScaleTime,
            CurrentReplicas = value.Status.CurrentReplicas,
            DesiredReplicas = value.Status.DesiredReplicas,
            CurrentCPUUtilizationPercentage = CpuUse(value.Status.CurrentMetrics),
        },
    };

    protected override V2.HorizontalPodAutoscaler ToStored(V1.HorizontalPodAutoscaler value)
    {
        var meta = HorizontalPodAutoscalerAnnotation.Read(value.Metadata, out var rest);
        return new V2.HorizontalPodAutoscaler
        {
            Metadata = meta,
            Spec = new V2.HorizontalPodAutoscalerSpec
            {
                ScaleTargetRef = new V2.CrossVersionObjectReference
                {
                    Kind = value.Spec.ScaleTargetRef.Kind,
                    Name = value.Spec.ScaleTargetRef.Name,
                    APIVersion = value.Spec.ScaleTargetRef.APIVersion,
                },
                MinReplicas = value.Spec.MinReplicas,
                MaxReplicas = value.Spec.MaxReplicas,
                Metrics = Metrics(value.Spec.TargetCPUUtilizationPercentage, rest.Spec.Metrics),
                Behavior = rest.Spec.Behavior,
            },
            Status = rest.Status with
            {
                ObservedGeneration = value.Status.ObservedGeneration,
                LastScaleTime = value.Status.LastScaleTime,
                CurrentReplicas = value.Status.CurrentReplicas,
                DesiredReplicas = value.Status.DesiredReplicas,
            },
        };
    }

    private static bool IsCpu(V2.MetricSpec metric) => metric.Resource is { Name: "cpu", Target.AverageUtilization: not null };

    private static int? CpuTarget(ApiList<V2.MetricSpec> metrics)
    {
        var index = metrics.FindIndex(IsCpu);
        return index < 0 ? null : metrics[index].Resource!.Target.AverageUtilization;
    }

    private static int? CpuUse(ApiList<V2.MetricStatus> metrics)
    {
        var index = metrics.FindIndex(static m => m.Resource is { Name: "cpu", Current.AverageUtilization: not null });
        return index < 0 ? null : metrics[index].Resource!.Current.AverageUtilization;
    }

    private static ApiList<V2.MetricSpec> Metrics(int? target, ApiList<V2.MetricSpec> kept)
    {
        var index = kept.FindIndex(IsCpu);
        if (target is not { } utilization)
        {
            return index < 0 ? kept : kept.RemoveAt(index);
        }

        var metric = new V2.MetricSpec
        {
            Type = "Resource",
            Resource = new V2.ResourceMetricSource
            {
                Name = "cpu",
                Target = new V2.MetricTarget { Type = "Utilization", AverageUtilization = utilization },
            },
        };
        return index < 0 ? kept.Add(metric) : kept.SetItem(index, metric);
    }
}
