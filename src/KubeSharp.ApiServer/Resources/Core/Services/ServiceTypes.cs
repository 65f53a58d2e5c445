using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>What the type of a service implies.</summary>
internal static class ServiceTypes
{
    public static bool IsHeadless(ServiceSpec spec) => spec.ClusterIPs.Count == 1 && spec.ClusterIPs[0] == "None";

    public static bool IsExternallyAccessible(ServiceSpec spec) =>
        spec.Type is "LoadBalancer" or "NodePort" || (spec.Type == "ClusterIP" && spec.ExternalIPs.Count > 0);

    public static bool NeedsClusterIP(ServiceSpec spec) => spec.Type is "ClusterIP" or "NodePort" or "LoadBalancer";

    public static bool NeedsNodePort(ServiceSpec spec) =>
        spec.Type == "NodePort" || (spec.Type == "LoadBalancer" && spec.AllocateLoadBalancerNodePorts is not false);

    /// <summary>The load balancer asks each node whether it has endpoints of its own.</summary>
    public static bool NeedsHealthCheck(ServiceSpec spec) => spec is { Type: "LoadBalancer", ExternalTrafficPolicy: "Local" };
}
