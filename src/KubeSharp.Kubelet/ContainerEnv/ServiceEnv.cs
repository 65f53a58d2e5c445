using System.Globalization;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Kubelet.ContainerEnv;

/// <summary>Variables by which containers find the services that existed when they started.</summary>
internal static class ServiceEnv
{
    private const string MasterService = "kubernetes";

    /// <summary>All services of the namespace where links are wanted, and the API server's in any case.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> Variables(IEnumerable<Service> services, string ns, bool serviceLinks)
    {
        var chosen = new SortedDictionary<string, Service>(StringComparer.Ordinal);
        foreach (var service in services)
        {
            if (service.Spec.ClusterIP is "" or Constants.ClusterIPNone)
            {
                continue;
            }
            var name = service.Metadata.Name;
            if (service.Metadata.Namespace == ns && serviceLinks)
            {
                chosen[name] = service;
            }
            else if (service.Metadata.Namespace == Constants.NamespaceDefault && name == MasterService)
            {
                chosen.TryAdd(name, service);
            }
        }
        return [.. chosen.Values.SelectMany(Variables)];
    }

    private static IEnumerable<KeyValuePair<string, string>> Variables(Service service)
    {
        var prefix = VariableName(service.Metadata.Name);
        var address = service.Spec.ClusterIP;
        if (service.Spec.Ports.IsEmpty)
        {
            yield break;
        }
        yield return new(prefix + "_SERVICE_HOST", address);
        yield return new(prefix + "_SERVICE_PORT", Number(service.Spec.Ports[0].Port));
        foreach (var port in service.Spec.Ports)
        {
            if (port.Name.Length > 0)
            {
                yield return new($"{prefix}_SERVICE_PORT_{VariableName(port.Name)}", Number(port.Port));
            }
        }
        var first = true;
        var host = address.Contains(':', StringComparison.Ordinal) ? $"[{address}]" : address;
        foreach (var port in service.Spec.Ports)
        {
            var protocol = port.Protocol.Length > 0 ? port.Protocol : Protocol.TCP;
            var url = $"{protocol.ToLowerInvariant()}://{host}:{Number(port.Port)}";
            var portPrefix = $"{prefix}_PORT_{Number(port.Port)}_{protocol.ToUpperInvariant()}";
            if (first)
            {
                yield return new(prefix + "_PORT", url);
                first = false;
            }
            yield return new(portPrefix, url);
            yield return new(portPrefix + "_PROTO", protocol.ToLowerInvariant());
            yield return new(portPrefix + "_PORT", Number(port.Port));
            yield return new(portPrefix + "_ADDR", address);
        }
    }

    private static string VariableName(string name) => name.Replace('-', '_').ToUpperInvariant();

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
