using KubeSharp.Api.Core.V1;

namespace KubeSharp.Api.Accounting;

/// <summary>What one object uses of a quota, by the quota's resource names.</summary>
public static class QuotaUsage
{
    private static readonly string[] PlainCounts = ["configmaps", "secrets", "replicationcontrollers", "resourcequotas"];

    /// <summary>The name under which a quota limits how many objects of the resource there are.</summary>
    public static string CountOf(ApiResource resource) =>
        resource.Group.Length == 0 ? "count/" + resource.Name : $"count/{resource.Name}.{resource.Group}";

    /// <summary>Whether a quota with these limits counts the objects of the resource as such.</summary>
    public static bool Counts(ApiMap<Quantity> hard, ApiResource resource) =>
        hard.ContainsKey(CountOf(resource)) || (resource.Group.Length == 0 && PlainCounts.Contains(resource.Name) && hard.ContainsKey(resource.Name));

    /// <param name="resource">The object's resource.</param>
    /// <param name="value">The object; of most resources its metadata is enough.</param>
    /// <param name="now">Pods whose grace period ended before this are no longer charged for.</param>
    public static ApiMap<Quantity> Of(ApiResource resource, ApiKind value, DateTimeOffset now)
    {
        var usage = default(ApiMap<Quantity>).Set(CountOf(resource), new Quantity(1));
        return (resource.Group, value) switch
        {
            ("", Pod pod) => PodUsage(usage, pod, now),
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

    /// <summary>Whether a pod uses compute resources and its place among the pods: not when it is over, nor when it should have gone long since.</summary>
    public static bool IsCharged(Pod pod, DateTimeOffset now) =>
        pod.Status.Phase is not (PodPhase.PodSucceeded or PodPhase.PodFailed)
        && !(pod.Metadata is { DeletionTimestamp: { } deletion, DeletionGracePeriodSeconds: { } grace } && now > deletion.Value.AddSeconds(grace));

    /// <summary>A pod that is not charged uses only its place among the objects.</summary>
    private static ApiMap<Quantity> PodUsage(ApiMap<Quantity> usage, Pod pod, DateTimeOffset now)
    {
        if (!IsCharged(pod, now))
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
        if (service.Spec.Type is not (ServiceType.NodePort or ServiceType.LoadBalancer))
        {
            return usage;
        }

        var hasOptionalPorts = service.Spec.Type == ServiceType.LoadBalancer && service.Spec.AllocateLoadBalancerNodePorts == false;
        var ports = hasOptionalPorts ? service.Spec.Ports.Count(static port => port.NodePort != 0) : service.Spec.Ports.Count;
        usage = usage.Set(ResourceName.ResourceServicesNodePorts, new Quantity(ports));
        return service.Spec.Type == ServiceType.LoadBalancer
            ? usage.Set(ResourceName.ResourceServicesLoadBalancers, new Quantity(1))
            : usage;
    }

    private static ApiMap<Quantity> ClaimUsage(ApiMap<Quantity> usage, PersistentVolumeClaim claim)
    {
        usage = usage.Set(ResourceName.ResourcePersistentVolumeClaims, new Quantity(1));
        // An expansion that was taken back may still have been carried out.
        var storage = Quantity.Max(
            claim.Spec.Resources.Requests.GetValueOrDefault(ResourceName.ResourceStorage),
            claim.Status.AllocatedResources.GetValueOrDefault(ResourceName.ResourceStorage));
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
