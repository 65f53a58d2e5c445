using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.Resources;

/// <summary>What a pod as a whole asks for and may use.</summary>
internal static class PodResources
{
    public static long MilliCpu(ApiMap<Quantity> resources) => resources.GetValueOrDefault(ResourceName.ResourceCPU).MilliValue;

    public static long Memory(ApiMap<Quantity> resources) => resources.GetValueOrDefault(ResourceName.ResourceMemory).Value;

    /// <summary>Requests of the pod: app containers and sidecars together, or the neediest moment of initialization, plus overhead.</summary>
    public static ApiMap<Quantity> Requests(PodSpec spec) =>
        Total(spec, static resources => WithLimitsAsRequests(resources), spec.Resources is { } podLevel ? WithLimitsAsRequests(podLevel) : default);

    public static ApiMap<Quantity> Limits(PodSpec spec) => Total(spec, static resources => resources.Limits, spec.Resources?.Limits ?? default);

    /// <summary>Whether every container has a limit of this resource, so that the sum of limits bounds the pod.</summary>
    public static bool AllLimited(PodSpec spec, string resource)
    {
        if (spec.Resources?.Limits.ContainsKey(resource) == true)
        {
            return true;
        }
        foreach (var container in spec.Containers)
        {
            if (container.Resources.Limits.GetValueOrDefault(resource).IsZero)
            {
                return false;
            }
        }
        foreach (var container in spec.InitContainers)
        {
            if (container.Resources.Limits.GetValueOrDefault(resource).IsZero)
            {
                return false;
            }
        }
        return true;
    }

    private static ApiMap<Quantity> Total(PodSpec spec, Func<ResourceRequirements, ApiMap<Quantity>> part, ApiMap<Quantity> podLevel)
    {
        ApiMap<Quantity> apps = default;
        foreach (var container in spec.Containers)
        {
            apps = Combine(apps, part(container.Resources), static (left, right) => left + right);
        }
        ApiMap<Quantity> sidecars = default;
        ApiMap<Quantity> initialization = default;
        foreach (var container in spec.InitContainers)
        {
            var own = part(container.Resources);
            if (container.IsSidecar())
            {
                sidecars = Combine(sidecars, own, static (left, right) => left + right);
                own = sidecars;
            }
            else
            {
                own = Combine(sidecars, own, static (left, right) => left + right);
            }
            initialization = Combine(initialization, own, Quantity.Max);
        }
        var running = Combine(apps, sidecars, static (left, right) => left + right);
        var total = Combine(running, initialization, Quantity.Max);
        foreach (var (name, quantity) in podLevel)
        {
            total = total.Set(name, quantity);
        }
        return Combine(total, spec.Overhead, static (left, right) => left + right);
    }

    private static ApiMap<Quantity> WithLimitsAsRequests(ResourceRequirements resources)
    {
        var requests = resources.Requests;
        foreach (var (name, limit) in resources.Limits)
        {
            if (!requests.ContainsKey(name))
            {
                requests = requests.Set(name, limit);
            }
        }
        return requests;
    }

    private static ApiMap<Quantity> Combine(ApiMap<Quantity> left, ApiMap<Quantity> right, Func<Quantity, Quantity, Quantity> combine)
    {
        foreach (var (name, quantity) in right)
        {
            left = left.Set(name, left.TryGetValue(name, out var present) ? combine(present, quantity) : quantity);
        }
        return left;
    }
}
