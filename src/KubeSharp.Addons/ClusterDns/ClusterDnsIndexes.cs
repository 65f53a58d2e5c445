using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>The store indexes behind look-ups.</summary>
internal static class ClusterDnsIndexes
{
    public const string ClusterIP = "clusterIP";
    public const string EndpointAddress = "endpointAddress";

    /// <summary>Slices by "namespace/name" of their service.</summary>
    public const string Service = "service";

    public static void AddTo(Store<Service> services, Store<EndpointSlice> slices)
    {
        services.AddIndex(ClusterIP, service => service.Spec.ClusterIPs);
        slices.AddIndex(EndpointAddress, slice => slice.Endpoints.SelectMany(endpoint => endpoint.Addresses).Distinct());
        slices.AddIndex(
            Service, slice => slice.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") is { } name ? [slice.Metadata.Namespace + "/" + name] : []);
    }
}
