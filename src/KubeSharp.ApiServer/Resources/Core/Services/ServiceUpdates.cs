using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>
/// Keeps what was allocated for a service: an update that leaves out addresses and ports keeps them, and one that changes the
/// type so that they are no longer needed lets go of them.
/// </summary>
internal static class ServiceUpdates
{
    public static ServiceSpec PrepareForCreate(ServiceSpec spec) =>
        spec.ClusterIP.Length > 0 && spec.ClusterIPs.Count == 0 ? spec with { ClusterIPs = [spec.ClusterIP] } : spec;

    public static ServiceSpec PrepareForUpdate(ServiceSpec spec, ServiceSpec old) =>
        Normalize(DropUnneeded(KeepAllocated(spec, old), old), old);

    private static ServiceSpec KeepAllocated(ServiceSpec spec, ServiceSpec old)
    {
        if (ServiceTypes.NeedsClusterIP(old) && ServiceTypes.NeedsClusterIP(spec))
        {
            if (spec.ClusterIP.Length == 0)
            {
                spec = spec with { ClusterIP = old.ClusterIP };
            }

            if (spec.ClusterIPs.Count == 0 && spec.ClusterIP == old.ClusterIP)
            {
                spec = spec with { ClusterIPs = old.ClusterIPs };
            }
        }

        if (ServiceTypes.NeedsNodePort(old) && ServiceTypes.NeedsNodePort(spec))
        {
            spec = spec with { Ports = KeepNodePorts(spec.Ports, old.Ports) };
        }

        return spec.HealthCheckNodePort == 0 && ServiceTypes.NeedsHealthCheck(old) && ServiceTypes.NeedsHealthCheck(spec)
            ? spec with { HealthCheckNodePort = old.HealthCheckNodePort }
            : spec;
    }

    /// <summary>Ports are the same if they have the same name; a node port that moved to another port is not taken back.</summary>
    private static ApiList<ServicePort> KeepNodePorts(ApiList<ServicePort> ports, ApiList<ServicePort> old)
    {
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            if (port.NodePort != 0 || old.FindIndex(p => p.Name == port.Name) is not (var index and >= 0))
            {
                continue;
            }

            var nodePort = old[index].NodePort;
            if (nodePort != 0 && ports.FindIndex(p => p.NodePort == nodePort) < 0)
            {
                ports = ports.SetItem(i, port with { NodePort = nodePort });
            }
        }

        return ports;
    }

    private static ServiceSpec DropUnneeded(ServiceSpec spec, ServiceSpec old)
    {
        if (spec.Type == "ExternalName" && ServiceTypes.NeedsClusterIP(old) && spec.ClusterIP == old.ClusterIP && spec.ClusterIPs == old.ClusterIPs)
        {
            spec = spec with { ClusterIP = "", ClusterIPs = default };
            spec = spec.IPFamilies == old.IPFamilies ? spec with { IPFamilies = default } : spec;
            spec = spec.IPFamilyPolicy == old.IPFamilyPolicy ? spec with { IPFamilyPolicy = null } : spec;
        }

        if (ServiceTypes.NeedsNodePort(old) && spec.Type is not ("NodePort" or "LoadBalancer") && SameNodePorts(spec.Ports, old.Ports))
        {
            spec = spec with { Ports = [.. spec.Ports.Select(static p => p with { NodePort = 0 })] };
        }

        if (ServiceTypes.NeedsHealthCheck(old) && !ServiceTypes.NeedsHealthCheck(spec) && spec.HealthCheckNodePort == old.HealthCheckNodePort)
        {
            spec = spec with { HealthCheckNodePort = 0 };
        }

        if (old.Type == "LoadBalancer" && spec.Type != "LoadBalancer")
        {
            spec = spec.AllocateLoadBalancerNodePorts == old.AllocateLoadBalancerNodePorts
                ? spec with { AllocateLoadBalancerNodePorts = null }
                : spec;
            spec = spec.LoadBalancerClass == old.LoadBalancerClass ? spec with { LoadBalancerClass = null } : spec;
        }

        if (spec.ExternalTrafficPolicy == old.ExternalTrafficPolicy && ServiceTypes.IsExternallyAccessible(old) &&
            !ServiceTypes.IsExternallyAccessible(spec))
        {
            spec = spec with { ExternalTrafficPolicy = "" };
        }

        return spec;
    }

    private static bool SameNodePorts(ApiList<ServicePort> ports, ApiList<ServicePort> old)
    {
        foreach (var port in ports)
        {
            if (port.NodePort != 0 && old.FindIndex(p => p.NodePort == port.NodePort) < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Clients that know only clusterIP change the list through it.</summary>
    private static ServiceSpec Normalize(ServiceSpec spec, ServiceSpec old)
    {
        if (spec.ClusterIPs != old.ClusterIPs)
        {
            return spec;
        }

        if (old.ClusterIP.Length > 0 && spec.ClusterIP.Length == 0)
        {
            return spec with { ClusterIPs = default };
        }

        return spec.ClusterIP != old.ClusterIP ? spec with { ClusterIPs = [spec.ClusterIP] } : spec;
    }
}
