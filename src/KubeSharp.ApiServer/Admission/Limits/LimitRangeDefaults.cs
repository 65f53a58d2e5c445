using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Admission.Limits;

/// <summary>Fills in the requests and limits that a LimitRange gives to containers without.</summary>
internal static class LimitRangeDefaults
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    public static Pod Apply(Pod pod, LimitRange range)
    {
        var limits = default(ApiMap<Quantity>);
        var requests = default(ApiMap<Quantity>);
        foreach (var item in range.Spec.Limits)
        {
            if (item.Type == LimitType.Container)
            {
                limits = Merge(limits, item.Default);
                requests = Merge(requests, item.DefaultRequest);
            }
        }

        if (limits.Count == 0 && requests.Count == 0)
        {
            return pod;
        }

        var notes = new List<string>();
        var spec = pod.Spec with
        {
            Containers = Apply(pod.Spec.Containers, "container", limits, requests, notes),
            InitContainers = Apply(pod.Spec.InitContainers, "init container", limits, requests, notes),
        };
        if (notes.Count == 0)
        {
            return pod;
        }

        var metadata = pod.Metadata with
        {
            Annotations = pod.Metadata.Annotations.Set(Annotation, "LimitRanger plugin set: " + string.Join("; ", notes)),
        };
        return pod with { Spec = spec, Metadata = metadata };
    }

    private static ApiList<Container> Apply(
        ApiList<Container> containers, string what, ApiMap<Quantity> limits, ApiMap<Quantity> requests, List<string> notes) =>
        [.. containers.Select(container => Apply(container, what, limits, requests, notes))];

    private static Container Apply(Container container, string what, ApiMap<Quantity> limits, ApiMap<Quantity> requests, List<string> notes)
    {
        var resources = container.Resources;
        var newLimits = Fill(resources.Limits, limits, out var setLimits);
        var newRequests = Fill(resources.Requests, requests, out var setRequests);
        if (setRequests.Count > 0)
        {
            notes.Add($"{string.Join(", ", setRequests)} request for {what} {container.Name}");
        }

        if (setLimits.Count > 0)
        {
            notes.Add($"{string.Join(", ", setLimits)} limit for {what} {container.Name}");
        }

        return setLimits.Count + setRequests.Count == 0
            ? container
            : container with { Resources = resources with { Limits = newLimits, Requests = newRequests } };
    }

    private static ApiMap<Quantity> Fill(ApiMap<Quantity> present, ApiMap<Quantity> defaults, out List<string> set)
    {
        set = [];
        foreach (var (name, quantity) in defaults)
        {
            if (!present.ContainsKey(name))
            {
                present = present.Set(name, quantity);
                set.Add(name);
            }
        }

        return present;
    }

    private static ApiMap<Quantity> Merge(ApiMap<Quantity> left, ApiMap<Quantity> right)
    {
        foreach (var (name, quantity) in right)
        {
            left = left.Set(name, quantity);
        }

        return left;
    }
}
