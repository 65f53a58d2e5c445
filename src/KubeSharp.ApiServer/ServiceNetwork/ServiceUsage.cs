using System.Net;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>What a Service has of the service network.</summary>
internal static class ServiceUsage
{
    public static string OwnerOf(Service service) => $"{service.Metadata.Namespace}/{service.Metadata.Name}";

    public static bool NeedsClusterIP(Service service) => service.Spec.Type != ServiceType.ExternalName && !IsHeadless(service);

    public static bool IsHeadless(Service service) => service.Spec.ClusterIP == Constants.ClusterIPNone;

    public static bool NeedsNodePorts(Service service) =>
        service.Spec.Type == ServiceType.NodePort
        || (service.Spec.Type == ServiceType.LoadBalancer && service.Spec.AllocateLoadBalancerNodePorts != false);

    public static bool NeedsHealthCheckPort(Service service) =>
        service.Spec.Type == ServiceType.LoadBalancer
        && service.Spec.ExternalTrafficPolicy == ServiceExternalTrafficPolicy.Local;

    public static IReadOnlyList<IPAddress> Addresses(Service service)
    {
        var texts = service.Spec.ClusterIPs.Count > 0 ? service.Spec.ClusterIPs : [service.Spec.ClusterIP];
        var addresses = new List<IPAddress>(texts.Count);
        foreach (var text in texts)
        {
            if (IPAddress.TryParse(text, out var address))
            {
                addresses.Add(address);
            }
        }

        return addresses;
    }

    public static IEnumerable<int> Ports(Service service)
    {
        foreach (var port in service.Spec.Ports)
        {
            if (port.NodePort != 0)
            {
                yield return port.NodePort;
            }
        }

        if (service.Spec.HealthCheckNodePort != 0)
        {
            yield return service.Spec.HealthCheckNodePort;
        }
    }
}
