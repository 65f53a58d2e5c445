using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V2;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>Asks one metric of an autoscaler how many replicas it wants.</summary>
internal sealed class MetricEvaluation(IMetricsClient metrics, ReplicaCalculator calculator)
{
    /// <summary>The reason of conditions and events when a metric of this type fails.</summary>
    public static string FailureOf(MetricSpec metric) => metric.Type switch
    {
        MetricSourceType.Object => "FailedGetObjectMetric",
        MetricSourceType.Pods => "FailedGetPodsMetric",
        MetricSourceType.Resource => "FailedGetResourceMetric",
        MetricSourceType.ContainerResource => "FailedGetContainerResourceMetric",
        MetricSourceType.External => "FailedGetExternalMetric",
        _ => "InvalidMetricSourceType",
    };

    /// <exception cref="MetricException">It does not say.</exception>
    public ValueTask<MetricProposal> EvaluateAsync(ScaleTarget target, MetricSpec metric, CancellationToken cancellationToken) => metric switch
    {
        { Type: MetricSourceType.Object, Object: { } source } => ObjectAsync(target, source, cancellationToken),
        { Type: MetricSourceType.Pods, Pods: { } source } => PodsAsync(target, source, cancellationToken),
        { Type: MetricSourceType.Resource, Resource: { } source } =>
            ResourceAsync(target, source.Name, "", source.Target, cancellationToken),
        { Type: MetricSourceType.ContainerResource, ContainerResource: { } source } =>
            ResourceAsync(target, source.Name, source.Container, source.Target, cancellationToken),
        { Type: MetricSourceType.External, External: { } source } => ExternalAsync(target, source, cancellationToken),
        _ => throw new MetricException($"unknown metric source type \"{metric.Type}\""),
    };

    private async ValueTask<MetricProposal> ResourceAsync(
        ScaleTarget target, string resource, string container, MetricTarget goal, CancellationToken cancellationToken)
    {
        var isUtilization = goal.AverageValue is null;
        try
        {
            if (isUtilization && goal.AverageUtilization is null)
            {
                throw new MetricException("invalid resource metric source: neither an average utilization target nor an average value (usage) target was set");
            }

            var samples = await metrics.ResourceAsync(target.Namespace, target.Selector, resource, container, cancellationToken).ConfigureAwait(false);
            var (replicas, usage) = isUtilization
                ? calculator.Utilization(target, samples, resource, container, goal.AverageUtilization!.Value)
                : calculator.Average(target, samples, resource == ResourceName.ResourceCPU, goal.AverageValue!.Value.MilliValue);
            var current = new MetricValueStatus
            {
                AverageUtilization = isUtilization ? (int)usage.Utilization : null,
                AverageValue = Quantity.FromMilli(usage.Average),
            };
            var name = isUtilization ? $"{resource} resource utilization (percentage of request)" : $"{resource} resource";
            return new MetricProposal(replicas, name, Status(resource, container, current));
        }
        catch (MetricException failure)
        {
            throw new MetricException($"failed to get {resource} {(isUtilization ? "utilization" : "usage")}: {failure.Message}");
        }
    }

    private static MetricStatus Status(string resource, string container, MetricValueStatus current) => container.Length == 0
        ? new MetricStatus { Type = MetricSourceType.Resource, Resource = new() { Name = resource, Current = current } }
        : new MetricStatus
        {
            Type = MetricSourceType.ContainerResource,
            ContainerResource = new() { Name = resource, Container = container, Current = current },
        };

    private async ValueTask<MetricProposal> PodsAsync(ScaleTarget target, PodsMetricSource source, CancellationToken cancellationToken)
    {
        try
        {
            var samples = await metrics.PodsAsync(target.Namespace, target.Selector, source.Metric, cancellationToken).ConfigureAwait(false);
            var goal = source.Target.AverageValue ?? throw new MetricException("no average value target was set");
            var (replicas, usage) = calculator.Average(target, samples, isCpu: false, goal.MilliValue);
            var current = new MetricValueStatus { AverageValue = Quantity.FromMilli(usage.Average) };
            var status = new MetricStatus { Type = MetricSourceType.Pods, Pods = new() { Metric = source.Metric, Current = current } };
            return new MetricProposal(replicas, $"pods metric {source.Metric.Name}", status);
        }
        catch (MetricException failure)
        {
            throw new MetricException($"failed to get pods metric value: {failure.Message}");
        }
    }

    private async ValueTask<MetricProposal> ObjectAsync(ScaleTarget target, ObjectMetricSource source, CancellationToken cancellationToken)
    {
        try
        {
            var usage = await metrics.ObjectAsync(target.Namespace, source.DescribedObject, source.Metric, cancellationToken).ConfigureAwait(false);
            var (replicas, current) = One(target, usage, source.Target);
            var status = new MetricStatus
            {
                Type = MetricSourceType.Object,
                Object = new() { Metric = source.Metric, DescribedObject = source.DescribedObject, Current = current },
            };
            return new MetricProposal(replicas, $"{source.DescribedObject.Kind} metric {source.Metric.Name}", status);
        }
        catch (MetricException failure)
        {
            throw new MetricException($"failed to get object metric value: {failure.Message}");
        }
    }

    private async ValueTask<MetricProposal> ExternalAsync(ScaleTarget target, ExternalMetricSource source, CancellationToken cancellationToken)
    {
        var name = $"external metric {source.Metric.Name}({SelectorText.Of(source.Metric.Selector)})";
        try
        {
            var usage = await metrics.ExternalAsync(target.Namespace, source.Metric, cancellationToken).ConfigureAwait(false);
            var (replicas, current) = One(target, usage, source.Target);
            var status = new MetricStatus { Type = MetricSourceType.External, External = new() { Metric = source.Metric, Current = current } };
            return new MetricProposal(replicas, name, status);
        }
        catch (MetricException failure)
        {
            throw new MetricException($"failed to get {source.Metric.Name} external metric value: {failure.Message}");
        }
    }

    /// <summary>A metric that has one value for all pods together.</summary>
    private (int Replicas, MetricValueStatus Current) One(ScaleTarget target, long usage, MetricTarget goal)
    {
        if (goal.AverageValue is { } each)
        {
            var share = target.StatusReplicas == 0 ? usage : (long)Math.Ceiling((double)usage / target.StatusReplicas);
            return (ReplicaCalculator.Shared(target, usage, each.MilliValue), new MetricValueStatus { AverageValue = Quantity.FromMilli(share) });
        }

        return goal.Value is { } whole
            ? (calculator.Total(target, usage, whole.MilliValue), new MetricValueStatus { Value = Quantity.FromMilli(usage) })
            : throw new MetricException("neither a value target nor an average value target was set");
    }
}
