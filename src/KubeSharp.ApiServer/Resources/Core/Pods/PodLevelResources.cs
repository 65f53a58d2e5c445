using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Resources of the pod as a whole (KEP-2837): their defaults from the containers, and the sums that they must cover.</summary>
internal static class PodLevelResources
{
    public static PodSpec Default(PodSpec spec)
    {
        if (spec.Resources is not { Limits.Count: > 0 } resources)
        {
            return spec;
        }

        var requests = resources.Requests;
        foreach (var (name, sum) in TotalRequests(spec))
        {
            if (IsSupported(name) && ResourceNames.IsOvercommitAllowed(name) && !requests.ContainsKey(name))
            {
                requests = requests.Set(name, sum);
            }
        }

        foreach (var (name, limit) in resources.Limits)
        {
            if (IsSupported(name) && !requests.ContainsKey(name))
            {
                requests = requests.Set(name, limit);
            }
        }

        return requests.Count == resources.Requests.Count ? spec : spec with { Resources = resources with { Requests = requests } };
    }

    public static bool IsSupported(string name) => name is ResourceNames.Cpu or ResourceNames.Memory || ResourceNames.IsHugePage(name);

    /// <summary>
    /// What the containers need at their worst moment: all regular and sidecar containers together, or one init container
    /// together with the sidecars started before it.
    /// </summary>
    public static ApiMap<Quantity> TotalRequests(PodSpec spec)
    {
        var total = default(ApiMap<Quantity>);
        foreach (var container in spec.Containers)
        {
            total = Add(total, container.Resources.Requests);
        }

        var sidecars = default(ApiMap<Quantity>);
        var worst = default(ApiMap<Quantity>);
        foreach (var container in spec.InitContainers)
        {
            if (container.RestartPolicy == "Always")
            {
                total = Add(total, container.Resources.Requests);
                sidecars = Add(sidecars, container.Resources.Requests);
                worst = Max(worst, sidecars);
            }
            else
            {
                worst = Max(worst, Add(sidecars, container.Resources.Requests));
            }
        }

        return Max(total, worst);
    }

    private static ApiMap<Quantity> Add(ApiMap<Quantity> left, ApiMap<Quantity> right)
    {
        foreach (var (name, amount) in right)
        {
            left = left.Set(name, left.TryGetValue(name, out var old) ? old + amount : amount);
        }

        return left;
    }

    private static ApiMap<Quantity> Max(ApiMap<Quantity> left, ApiMap<Quantity> right)
    {
        foreach (var (name, amount) in right)
        {
            if (!left.TryGetValue(name, out var old) || old.CompareTo(amount) < 0)
            {
                left = left.Set(name, amount);
            }
        }

        return left;
    }
}
