using System.Net;
using KubeSharp.Api;
using KubeSharp.Api.Apiregistration.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.ApiServer.Cache;

namespace KubeSharp.ApiServer.Aggregation;

/// <summary>Finds where an extension server listens: at a ready endpoint of its service, so that no service proxy is needed on this machine.</summary>
internal sealed class ServiceLocator(IObjectLookup objects)
{
    private const int DefaultPort = 443;
    private const string ServiceNameLabel = "kubernetes.io/service-name";

    /// <exception cref="ServiceLocationException">The service is missing or has no ready endpoint.</exception>
    public EndPoint Locate(ServiceReference reference)
    {
        var number = reference.Port ?? DefaultPort;
        var service = objects.Get<Service>(reference.Namespace, reference.Name)
            ?? throw new ServiceLocationException("ServiceNotFound", $"service/{reference.Name} in \"{reference.Namespace}\" is not present");
        if (service.Spec.Type == ServiceType.ExternalName)
        {
            return new DnsEndPoint(service.Spec.ExternalName, number);
        }

        var port = service.Spec.Ports.FirstOrDefault(candidate => candidate.Port == number)
            ?? throw new ServiceLocationException(
                "ServicePortError", $"service/{reference.Name} in \"{reference.Namespace}\" is not listening on port {number}");
        var slices = objects.List<EndpointSlice>(reference.Namespace)
            .Where(slice => slice.Metadata.Labels.GetValueOrDefault(ServiceNameLabel) == reference.Name)
            .ToArray();
        if (slices.Length == 0)
        {
            throw new ServiceLocationException("EndpointsNotFound", $"cannot find endpointslices for service/{reference.Name} in \"{reference.Namespace}\"");
        }

        EndPoint[] candidates = [.. slices.SelectMany(slice => Addresses(slice, port.Name))];
        return candidates.Length > 0
            ? candidates[Random.Shared.Next(candidates.Length)]
            : throw new ServiceLocationException(
                "MissingEndpoints",
                $"endpointslices for service/{reference.Name} in \"{reference.Namespace}\" have no addresses with port name \"{port.Name}\"");
    }

    private static IEnumerable<EndPoint> Addresses(EndpointSlice slice, string portName) =>
        from port in slice.Ports
        where (port.Name ?? "") == portName && port.Port is not null
        from endpoint in slice.Endpoints
        where endpoint.Conditions.Ready != false
        from address in endpoint.Addresses
        where IPAddress.TryParse(address, out _)
        select (EndPoint)new IPEndPoint(IPAddress.Parse(address), port.Port.GetValueOrDefault());
}
