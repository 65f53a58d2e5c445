using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>
/// How many replicas bring a metric to its target. Pods without a sample are taken to use what makes the change smallest, and nothing
/// changes where that would turn the direction around.
/// </summary>
internal sealed class ReplicaCalculator(ControllerManagerOptions options, TimeProvider time)
{
    /// <summary>A share of what the pods request of a resource.</summary>
    /// <exception cref="MetricException">It cannot be said.</exception>
    public (int Replicas, UsageRatio Usage) Utilization(
        ScaleTarget target, Dictionary<string, PodSample> samples, string resource, string container, int percent)
    {
        var requests = Requests(target.Pods, resource, container);
        return Balance(
            target,
            samples,
            resource == ResourceName.ResourceCPU,
            values => UsageRatio.OfRequests(values, requests, percent),
            name => requests.GetValueOrDefault(name) * Math.Max(100, percent) / 100);
    }

    /// <summary>A value for each pod.</summary>
    /// <exception cref="MetricException">It cannot be said.</exception>
    public (int Replicas, UsageRatio Usage) Average(ScaleTarget target, Dictionary<string, PodSample> samples, bool isCpu, long value) =>
        Balance(target, samples, isCpu, values => UsageRatio.OfValues(values, value), _ => value);

    /// <summary>One value that all pods cause together: it scales with the pods that are ready.</summary>
    public int Total(ScaleTarget target, long usage, long value)
    {
        var ratio = (double)usage / value;
        if (target.SpecReplicas == 0)
        {
            return Whole(ratio);
        }

        return target.Tolerances.Cover(ratio) ? target.SpecReplicas : Whole(ratio * target.Pods.Count(IsReady));
    }

    /// <summary>One value that is shared out evenly: each pod should have so much of it.</summary>
    public static int Shared(ScaleTarget target, long usage, long value)
    {
        var ratio = (double)usage / ((double)value * target.StatusReplicas);
        return target.StatusReplicas > 0 && target.Tolerances.Cover(ratio) ? target.StatusReplicas : Whole((double)usage / value);
    }

    private (int Replicas, UsageRatio Usage) Balance(
        ScaleTarget target,
        Dictionary<string, PodSample> samples,
        bool isCpu,
        Func<IReadOnlyDictionary<string, PodSample>, UsageRatio> measure,
        Func<string, long> assumed)
    {
        if (target.Pods.Count == 0)
        {
            throw new MetricException("no pods returned by selector while calculating replica count");
        }

        var groups = PodGroups.Of(target.Pods, samples, isCpu, options, time.GetUtcNow());
        Dictionary<string, PodSample> counted = new(samples, StringComparer.Ordinal);
        foreach (var name in groups.Ignored.Concat(groups.Unready))
        {
            counted.Remove(name);
        }

        if (counted.Count == 0)
        {
            throw new MetricException("did not receive metrics for targeted pods (pods might be unready)");
        }

        var usage = measure(counted);
        var growsWithUnready = groups.Unready.Count > 0 && usage.Ratio > 1;
        if (!growsWithUnready && groups.Missing.Count == 0)
        {
            return (target.Tolerances.Cover(usage.Ratio) ? target.SpecReplicas : Whole(usage.Ratio * groups.Ready), usage);
        }

        foreach (var name in groups.Missing)
        {
            counted[name] = new PodSample(usage.Ratio < 1 ? assumed(name) : 0, default, default);
        }

        foreach (var name in growsWithUnready ? groups.Unready : [])
        {
            counted[name] = default;
        }

        var ratio = measure(counted).Ratio;
        var replicas = Whole(ratio * counted.Count);
        var staysPut = target.Tolerances.Cover(ratio)
            || (usage.Ratio < 1 && ratio > 1)
            || (usage.Ratio > 1 && ratio < 1)
            || (ratio < 1 && replicas > target.SpecReplicas)
            || (ratio > 1 && replicas < target.SpecReplicas);
        return (staysPut ? target.SpecReplicas : replicas, usage);
    }

    private static Dictionary<string, long> Requests(IReadOnlyList<Pod> pods, string resource, string container)
    {
        Dictionary<string, long> requests = new(StringComparer.Ordinal);
        foreach (var pod in pods)
        {
            if (container.Length == 0 && pod.Spec.Resources is { } whole && whole.Requests.TryGetValue(resource, out var requested))
            {
                requests[pod.Metadata.Name] = requested.MilliValue;
                continue;
            }

            var sum = 0L;
            var sidecars = pod.Spec.InitContainers.Where(static init => init.RestartPolicy == ContainerRestartPolicy.Always);
            foreach (var part in pod.Spec.Containers.Concat(sidecars))
            {
                if (container.Length == 0 || part.Name == container)
                {
                    sum += part.Resources.Requests.TryGetValue(resource, out var request)
                        ? request.MilliValue
                        : throw new MetricException($"missing request for {resource} in container {part.Name} of Pod {pod.Metadata.Name}");
                }
            }

            requests[pod.Metadata.Name] = sum;
        }

        return requests;
    }

    private static bool IsReady(Pod pod) => pod.Status.Phase == PodPhase.PodRunning && Pods.PodStates.IsReady(pod);

    private static int Whole(double replicas) => (int)Math.Min(int.MaxValue, Math.Ceiling(replicas));
}
