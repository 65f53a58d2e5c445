using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.Resources;

/// <summary>A pod's class of service, computed from CPU and memory of its init and app containers.</summary>
internal static class PodQos
{
    private static readonly string[] Considered = [ResourceName.ResourceCPU, ResourceName.ResourceMemory];

    public static string Of(Pod pod)
    {
        if (pod.Status.QOSClass.Length > 0)
        {
            return pod.Status.QOSClass;
        }
        return Compute(pod.Spec);
    }

    public static string Compute(PodSpec spec)
    {
        if (spec.Resources is { } podLevel && (!podLevel.Requests.IsEmpty || !podLevel.Limits.IsEmpty))
        {
            return ClassOf([podLevel]);
        }
        var resources = new List<ResourceRequirements>(spec.Containers.Count + spec.InitContainers.Count);
        foreach (var container in spec.Containers)
        {
            resources.Add(container.Resources);
        }
        foreach (var container in spec.InitContainers)
        {
            resources.Add(container.Resources);
        }
        return ClassOf(resources);
    }

    private static string ClassOf(IReadOnlyList<ResourceRequirements> resources)
    {
        var any = false;
        var guaranteed = true;
        foreach (var requirement in resources)
        {
            foreach (var name in Considered)
            {
                var limit = requirement.Limits.GetValueOrDefault(name);
                // Defaulting copies limits to requests; a static pod may come without it.
                var request = requirement.Requests.TryGetValue(name, out var asked) ? asked : limit;
                any |= !limit.IsZero || !request.IsZero;
                guaranteed &= !limit.IsZero && limit == request;
            }
        }
        return !any ? PodQOSClass.PodQOSBestEffort : guaranteed ? PodQOSClass.PodQOSGuaranteed : PodQOSClass.PodQOSBurstable;
    }
}
