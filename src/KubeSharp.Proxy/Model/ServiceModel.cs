using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;

namespace KubeSharp.Proxy.Model;

/// <summary>Turns Services and EndpointSlices into service ports of one address family.</summary>
internal static class ServiceModel
{
    private const string ProxyNameLabel = "service.kubernetes.io/service-proxy-name";
    private const string HeadlessLabel = "service.kubernetes.io/headless";
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    /// <summary>Services and slices that another proxy looks after, or that have nothing to forward, are not ours.</summary>
    public static bool Handles(Service service) =>
        !service.Metadata.Labels.ContainsKey(ProxyNameLabel)
        && service.Spec.Type != ServiceType.ExternalName
        && service.Spec.ClusterIP is not ("" or "None");

    public static string? ServiceName(EndpointSlice slice) =>
        slice.Metadata.Labels.ContainsKey(ProxyNameLabel) || slice.Metadata.Labels.ContainsKey(HeadlessLabel)
            ? null
            : slice.Metadata.Labels.GetValueOrDefault(ServiceNameLabel);

    public static IEnumerable<ServicePort> Ports(Service service, IReadOnlyList<EndpointSlice> slices, IPFamily family, ProxyNode node)
    {
        var clusterIP = Of(family, service.Spec.ClusterIPs.Count > 0 ? service.Spec.ClusterIPs : [service.Spec.ClusterIP]).FirstOrDefault();
        if (clusterIP is null)
        {
            yield break;
        }

        foreach (var port in service.Spec.Ports)
        {
            var endpoints = Endpoints(slices, family, port, node);
            var internalLocal = service.Spec.InternalTrafficPolicy == "Local";
            var externalLocal = service.Spec.ExternalTrafficPolicy == "Local";
            yield return new ServicePort
            {
                Name = new ServicePortName(service.Metadata.Namespace, service.Metadata.Name, port.Name, port.Protocol.ToLowerInvariant()),
                ClusterIP = clusterIP,
                Port = port.Port,
                NodePort = port.NodePort,
                ExternalIPs = [.. Of(family, service.Spec.ExternalIPs)],
                LoadBalancerIPs = [.. Of(family, service.Status.LoadBalancer.Ingress.Where(ingress => ingress.IPMode is null or "VIP").Select(ingress => ingress.IP))],
                SourceRanges = [.. service.Spec.LoadBalancerSourceRanges.Select(static range => range.Trim()).Where(range => IPFamilies.OfNetwork(range) == family)],
                HealthCheckNodePort = externalLocal ? service.Spec.HealthCheckNodePort : 0,
                AffinitySeconds = service.Spec.SessionAffinity == "ClientIP" ? service.Spec.SessionAffinityConfig?.ClientIP?.TimeoutSeconds ?? 10800 : 0,
                InternalLocal = internalLocal,
                ExternalLocal = externalLocal,
                ClusterEndpoints = EndpointSelection.Usable(endpoints, localOnly: false),
                LocalEndpoints = internalLocal || externalLocal ? EndpointSelection.Usable(endpoints, localOnly: true) : [],
            };
        }
    }

    private static List<Endpoint> Endpoints(IReadOnlyList<EndpointSlice> slices, IPFamily family, Api.Core.V1.ServicePort port, ProxyNode node)
    {
        var addressType = family == IPFamily.IPv4 ? "IPv4" : "IPv6";
        var byAddress = new SortedDictionary<(string, int), Endpoint>();
        foreach (var slice in slices)
        {
            if (slice.AddressType != addressType)
            {
                continue;
            }

            foreach (var slicePort in slice.Ports)
            {
                if ((slicePort.Name ?? "") != port.Name || (slicePort.Protocol ?? "TCP") != port.Protocol || slicePort.Port is not { } number)
                {
                    continue;
                }

                foreach (var endpoint in slice.Endpoints)
                {
                    var ready = endpoint.Conditions.Ready ?? true;
                    var serving = endpoint.Conditions.Serving ?? ready;
                    foreach (var address in endpoint.Addresses)
                    {
                        // An endpoint may stand in two slices for a moment; the one that takes traffic wins.
                        if (byAddress.TryGetValue((address, number), out var known) && known.Ready)
                        {
                            continue;
                        }

                        byAddress[(address, number)] = new Endpoint(
                            address,
                            number,
                            endpoint.NodeName == node.Name,
                            ready,
                            serving,
                            endpoint.Conditions.Terminating ?? false,
                            IsAmong(endpoint.Hints?.ForNodes ?? default, hint => hint.Name == node.Name),
                            IsAmong(endpoint.Hints?.ForZones ?? default, hint => node.Zone.Length > 0 && hint.Name == node.Zone))
                        {
                            MayBeHere = string.IsNullOrEmpty(endpoint.NodeName),
                        };
                    }
                }
            }
        }

        return [.. byAddress.Values];
    }

    private static bool? IsAmong<T>(ApiList<T> hints, Predicate<T> isHere) => hints.Count == 0 ? null : hints.FindIndex(isHere) >= 0;

    private static IEnumerable<string> Of(IPFamily family, IEnumerable<string> addresses) => addresses.Where(address => IPFamilies.Of(address) == family);
}
