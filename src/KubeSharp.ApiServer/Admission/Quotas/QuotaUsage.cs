using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Admission.Limits;
using KubeSharp.ApiServer.ServiceNetwork;

namespace KubeSharp.ApiServer.Admission.Quotas;

/// <summary>What one object uses of a quota, by the quota's resource names.</summary>
internal static class QuotaUsage
{
    private static readonly string[] PlainCounts = ["configmaps", "secrets", "replicationcontrollers", "resourcequotas"];

    public static ApiMap<Quantity> Of(ApiResource resource, ApiKind value)
    {
        var count = resource.Group.Length == 0 ? "count/" + resource.Name : $"count/{resource.Name}.{resource.Group}";
        var usage = default(ApiMap<Quantity>).Set(count, new Quantity(1));
        return (resource.Group, value) switch
        {
            ("", Pod pod) => PodUsage(usage, pod),
            ("", Service service) => ServiceUse(usage, service),
            ("", PersistentVolumeClaim claim) => ClaimUsage(usage, claim),
            ("", _) when PlainCounts.Contains(resource.Name) => usage.Set(resource.Name, new Quantity(1)),
            _ => usage,
        };
    }

    /// <summary>Containers that leave out a compute resource which the quota limits, by resource.</summary>
    public static IEnumerable<(string Resource, string Containers)> Missing(Pod pod, ApiMap<Quantity> hard)
    {
        foreach (var (name, _) in hard)
        {
            var isLimit = name.StartsWith("limits.", StringComparison.Ordinal);
            var compute = isLimit ? name["limits.".Length..] : name.StartsWith("requests.", StringComparison.Ordinal) ? name["requests.".Length..] : name;
            if (compute is not (ResourceName.ResourceCPU or ResourceName.ResourceMemory))
            {
                continue;
            }

            if ((isLimit ? pod.Spec.Resources?.Limits : pod.Spec.Resources?.Requests)?.ContainsKey(compute) == true)
            {
                continue;
            }

            var without = pod.Spec.InitContainers.Concat(pod.Spec.Containers)
                .Where(container => !(isLimit ? container.Resources.Limits : container.Resources.Requests).ContainsKey(compute))
                .Select(container => container.Name).ToList();
            if (without.Count > 0)
            {
                yield return (name, string.Join(",", without));
            }
        }
    }

    /// <summary>A pod that is over uses only its place among the objects.</summary>
    private static ApiMap<Quantity> PodUsage(ApiMap<Quantity> usage, Pod pod)
    {
        if (pod.Status.Phase is PodPhase.PodSucceeded or PodPhase.PodFailed)
        {
            return usage;
        }

        usage = usage.Set(ResourceName.ResourcePods, new Quantity(1));
        foreach (var (name, quantity) in PodResources.Requests(pod.Spec))
        {
            usage = usage.Set("requests." + name, quantity);
            if (name is ResourceName.ResourceCPU or ResourceName.ResourceMemory or ResourceName.ResourceEphemeralStorage
                || name.StartsWith(Constants.ResourceHugePagesPrefix, StringComparison.Ordinal))
            {
                usage = usage.Set(name, quantity);
            }
        }

        foreach (var (name, quantity) in PodResources.Limits(pod.Spec))
        {
            usage = usage.Set("limits." + name, quantity);
        }

        return usage;
    }

    private static ApiMap<Quantity> ServiceUse(ApiMap<Quantity> usage, Service service)
    {
        usage = usage.Set(ResourceName.ResourceServices, new Quantity(1));
        if (ServiceUsage.NeedsNodePorts(service))
        {
            usage = usage.Set(ResourceName.ResourceServicesNodePorts, new Quantity(service.Spec.Ports.Count));
        }

        return service.Spec.Type == ServiceType.LoadBalancer
            ? usage.Set(ResourceName.ResourceServicesLoadBalancers, new Quantity(1))
            : usage;
    }

    private static ApiMap<Quantity> ClaimUsage(ApiMap<Quantity> usage, PersistentVolumeClaim claim)
    {
        usage = usage.Set(ResourceName.ResourcePersistentVolumeClaims, new Quantity(1));
        var storage = claim.Spec.Resources.Requests.GetValueOrDefault(ResourceName.ResourceStorage);
        usage = usage.Set(ResourceName.ResourceRequestsStorage, storage);
        if (!string.IsNullOrEmpty(claim.Spec.StorageClassName))
        {
            var prefix = claim.Spec.StorageClassName + ".storageclass.storage.k8s.io/";
            usage = usage.Set(prefix + ResourceName.ResourcePersistentVolumeClaims, new Quantity(1))
                .Set(prefix + ResourceName.ResourceRequestsStorage, storage);
        }

        return usage;
    }
}
