using KubeSharp.Client;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy;

/// <summary>Counts the services of one address family that have endpoints, but none where their policy wants them: on this node.</summary>
internal sealed class LocalEndpointCounts
{
    private readonly HashSet<NamespacedName> _internal = [];
    private readonly HashSet<NamespacedName> _external = [];

    /// <param name="family">The label of the family.</param>
    /// <param name="services">Services that have changed.</param>
    /// <param name="all">There are no others.</param>
    public void Note(string family, IEnumerable<ServicePorts> services, bool all)
    {
        if (all)
        {
            _internal.Clear();
            _external.Clear();
        }

        foreach (var (service, ports) in services)
        {
            Set(_internal, service, ports.Any(static port => port.InternalLocal && IsMissing(port)));
            Set(_external, service, ports.Any(static port => port.ExternalLocal && IsMissing(port)));
        }

        ProxyMetrics.NoLocalEndpoints.WithLabels(family, "internal").Set(_internal.Count);
        ProxyMetrics.NoLocalEndpoints.WithLabels(family, "external").Set(_external.Count);
    }

    private static bool IsMissing(ServicePort port) => port.LocalEndpoints.Count == 0 && port.ClusterEndpoints.Count > 0;

    private static void Set(HashSet<NamespacedName> names, NamespacedName name, bool contained)
    {
        if (contained)
        {
            names.Add(name);
        }
        else
        {
            names.Remove(name);
        }
    }
}
