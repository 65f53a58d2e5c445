using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core.Pods;

/// <summary>Defaults that a pod has and a pod template has not.</summary>
internal static class PodDefaults
{
    private static readonly Func<Container, Container> RequestsFromLimits = ApplyRequests;
    private static readonly Func<ContainerPort, ContainerPort> HostPort = static p =>
        p.HostPort == 0 ? p with { HostPort = p.ContainerPortValue } : p;

    private static readonly Func<Container, Container> HostPorts = static c =>
        c.Ports.Map(HostPort!) is var ports && ports.SameAs(c.Ports) ? c : c with { Ports = ports };

    public static Pod Apply(Pod pod)
    {
        var spec = ApplySpec(PodSpecDefaults.Apply(pod.Spec));
        var status = ApplyStatus(pod.Status);
        return ReferenceEquals(spec, pod.Spec) && ReferenceEquals(status, pod.Status) ? pod : pod with { Spec = spec, Status = status };
    }

    private static PodSpec ApplySpec(PodSpec spec)
    {
        var containers = spec.Containers.Map(RequestsFromLimits);
        var init = spec.InitContainers.Map(RequestsFromLimits);
        if (spec.HostNetwork)
        {
            containers = containers.Map(HostPorts);
            init = init.Map(HostPorts);
        }

        if (spec.EnableServiceLinks is null || !containers.SameAs(spec.Containers) || !init.SameAs(spec.InitContainers))
        {
            spec = spec with { EnableServiceLinks = spec.EnableServiceLinks ?? true, Containers = containers, InitContainers = init };
        }

        return spec.Resources is null ? spec : PodLevelResources.Default(spec);
    }

    private static Container ApplyRequests(Container container)
    {
        var requests = container.Resources.Requests;
        foreach (var (name, limit) in container.Resources.Limits)
        {
            if (!requests.ContainsKey(name))
            {
                requests = requests.Count == 0 ? container.Resources.Limits : requests.Set(name, limit);
            }
        }

        return requests.Count == container.Resources.Requests.Count
            ? container
            : container with { Resources = container.Resources with { Requests = requests } };
    }

    /// <summary>The single address is always the first of the list.</summary>
    private static PodStatus ApplyStatus(PodStatus status)
    {
        if (status.PodIP.Length > 0 && (status.PodIPs.Count == 0 || status.PodIPs[0].IP != status.PodIP))
        {
            return status with { PodIPs = [new PodIP { IP = status.PodIP }] };
        }

        return status.PodIP.Length == 0 && status.PodIPs.Count > 0 ? status with { PodIP = status.PodIPs[0].IP } : status;
    }
}
