using KubeSharp.Api.Core.V1;

namespace KubeSharp.Api.Accounting;

/// <summary>What a whole pod asks for: containers and sidecars add up, an init container counts while it runs, overhead on top.</summary>
public static class PodResources
{
    public static ApiMap<Quantity> Requests(PodSpec spec) => Total(spec, resources => resources.Requests, spec.Resources?.Requests ?? default);

    public static ApiMap<Quantity> Limits(PodSpec spec) => Total(spec, resources => resources.Limits, spec.Resources?.Limits ?? default);

    public static ApiMap<Quantity> Add(ApiMap<Quantity> left, ApiMap<Quantity> right)
    {
        foreach (var (name, quantity) in right)
        {
            left = left.Set(name, left.TryGetValue(name, out var present) ? present + quantity : quantity);
        }

        return left;
    }

    private static ApiMap<Quantity> Total(PodSpec spec, Func<ResourceRequirements, ApiMap<Quantity>> select, ApiMap<Quantity> podLevel)
    {
        var running = default(ApiMap<Quantity>);
        foreach (var container in spec.Containers)
        {
            running = Add(running, select(container.Resources));
        }

        var sidecars = default(ApiMap<Quantity>);
        var peak = default(ApiMap<Quantity>);
        foreach (var container in spec.InitContainers)
        {
            if (container.RestartPolicy == ContainerRestartPolicy.Always)
            {
                sidecars = Add(sidecars, select(container.Resources));
                peak = Max(peak, sidecars);
            }
            else
            {
                peak = Max(peak, Add(sidecars, select(container.Resources)));
            }
        }

        var total = Max(Add(running, sidecars), peak);
        foreach (var (name, quantity) in podLevel)
        {
            total = total.Set(name, quantity);
        }

        return spec.Overhead.Count > 0 && total.Count > 0 ? Add(total, spec.Overhead) : total;
    }

    private static ApiMap<Quantity> Max(ApiMap<Quantity> left, ApiMap<Quantity> right)
    {
        foreach (var (name, quantity) in right)
        {
            if (!left.TryGetValue(name, out var present) || present < quantity)
            {
                left = left.Set(name, quantity);
            }
        }

        return left;
    }
}
