using System.Net;
using System.Net.Sockets;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client.Informers;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>
/// Answers for the cluster's zone out of Services and EndpointSlices, by the Kubernetes DNS-based service discovery
/// specification 1.1.0: names are looked up when asked for, nothing is built in advance.
/// <code>
/// web.shop.svc.ZONE               A/AAAA  cluster IP; of a headless service, its endpoints
/// db-0.db.shop.svc.ZONE           A/AAAA  the endpoint of that host name, or of that dashed address
/// mail.shop.svc.ZONE              CNAME   the name of an ExternalName service
/// _http._tcp.web.shop.svc.ZONE    SRV     port and name to connect to
/// 10-244-0-7.shop.pod.ZONE        A/AAAA  the address in the name
/// </code>
/// </summary>
internal sealed class ClusterZone(string zone, Store<Service> services, Store<EndpointSlice> slices)
{
    public string Name => zone;

    /// <summary>Null if the name lies outside the zone.</summary>
    public DnsAnswer? Find(string name, DnsRecordType type)
    {
        if (name == zone)
        {
            return type is DnsRecordType.NS
                ? new DnsAnswer(DnsResponseCode.NoError, [new DnsRecord(name, type) { Target = "ns.dns." + zone }])
                : DnsAnswer.NoData;
        }

        if (!name.EndsWith("." + zone, StringComparison.Ordinal))
        {
            return null;
        }

        var labels = name[..^(zone.Length + 1)].Split('.');
        return labels switch
        {
            ["dns-version"] => type == DnsRecordType.TXT
                ? new DnsAnswer(DnsResponseCode.NoError, [new DnsRecord(name, type) { Target = "1.1.0" }])
                : DnsAnswer.NoData,
            ["svc"] or ["pod"] => DnsAnswer.NoData,
            [.. var rest, "svc"] => FindService(name, rest, type),
            [var address, _, "pod"] => Addresses(name, type, Undash(address) is { } parsed ? [parsed] : []),
            _ => DnsAnswer.NameError,
        };
    }

    /// <summary>Reverse look-up of a service's or an endpoint's address; null if the cluster does not know it.</summary>
    public string? FindName(IPAddress address)
    {
        var text = address.ToString();
        foreach (var service in services.ByIndex(ClusterDnsIndexes.ClusterIP, text))
        {
            return ServiceName(service);
        }

        foreach (var slice in slices.ByIndex(ClusterDnsIndexes.EndpointAddress, text))
        {
            if (SliceService(slice) is { } service)
            {
                var endpoint = slice.Endpoints.First(candidate => candidate.Addresses.Contains(text));
                return $"{HostName(endpoint)}.{ServiceName(service)}";
            }
        }

        return null;
    }

    private DnsAnswer FindService(string name, string[] labels, DnsRecordType type)
    {
        if (labels.Length == 1)
        {
            return services.List(labels[0]).Count > 0 ? DnsAnswer.NoData : DnsAnswer.NameError;
        }

        if (labels.Length < 2 || services.Get(labels[^1], labels[^2]) is not { } service)
        {
            return DnsAnswer.NameError;
        }

        if (service.Spec.Type == ServiceType.ExternalName)
        {
            return labels.Length == 2
                ? new DnsAnswer(DnsResponseCode.NoError, [new DnsRecord(name, DnsRecordType.CNAME) { Target = service.Spec.ExternalName.TrimEnd('.').ToLowerInvariant() }])
                : DnsAnswer.NameError;
        }

        return labels switch
        {
            [_, _] => Addresses(name, type, IsHeadless(service) ? [.. Endpoints(service).SelectMany(pair => pair.Endpoint.Addresses)] : [.. ClusterIPs(service)]),
            [var host, _, _] when !host.StartsWith('_') => FindHost(name, service, host, type),
            [['_', .. var port], ['_', .. var protocol], _, _] => FindPort(name, service, port, protocol, type),
            _ => DnsAnswer.NameError,
        };
    }

    private DnsAnswer FindHost(string name, Service service, string host, DnsRecordType type)
    {
        string[] addresses = [.. Endpoints(service).Where(pair => HostName(pair.Endpoint) == host).SelectMany(pair => pair.Endpoint.Addresses)];
        return addresses.Length == 0 ? DnsAnswer.NameError : Addresses(name, type, addresses);
    }

    private DnsAnswer FindPort(string name, Service service, string port, string protocol, DnsRecordType type)
    {
        List<DnsRecord> targets = [];
        List<DnsRecord> addresses = [];
        if (IsHeadless(service))
        {
            foreach (var (slice, endpoint) in Endpoints(service))
            {
                foreach (var number in slice.Ports.Where(candidate => candidate.Name == port && IsProtocol(candidate.Protocol, protocol)))
                {
                    var target = $"{HostName(endpoint)}.{ServiceName(service)}";
                    targets.Add(new DnsRecord(name, DnsRecordType.SRV) { Target = target, Port = (ushort)(number.Port ?? 0) });
                    addresses.AddRange(endpoint.Addresses.Select(address => AddressRecord(target, address)));
                }
            }
        }
        else
        {
            foreach (var candidate in service.Spec.Ports.Where(candidate => candidate.Name == port && IsProtocol(candidate.Protocol, protocol)))
            {
                targets.Add(new DnsRecord(name, DnsRecordType.SRV) { Target = ServiceName(service), Port = (ushort)candidate.Port });
                addresses.AddRange(ClusterIPs(service).Select(address => AddressRecord(ServiceName(service), address)));
            }
        }

        if (targets.Count == 0)
        {
            return DnsAnswer.NameError;
        }

        var weight = (ushort)(100 / targets.Count);
        return type is DnsRecordType.SRV or DnsRecordType.Any
            ? new DnsAnswer(DnsResponseCode.NoError, [.. targets.Select(target => target with { Weight = weight })]) { Additional = addresses }
            : DnsAnswer.NoData;
    }

    private IEnumerable<(EndpointSlice Slice, Endpoint Endpoint)> Endpoints(Service service)
    {
        var all = service.Spec.PublishNotReadyAddresses;
        foreach (var slice in slices.ByIndex(ClusterDnsIndexes.Service, service.Metadata.Namespace + "/" + service.Metadata.Name))
        {
            foreach (var endpoint in slice.Endpoints)
            {
                if (all || (endpoint.Conditions.Ready ?? true))
                {
                    yield return (slice, endpoint);
                }
            }
        }
    }

    private static DnsAnswer Addresses(string name, DnsRecordType type, IReadOnlyCollection<string> addresses)
    {
        if (addresses.Count == 0)
        {
            return DnsAnswer.NameError;
        }

        DnsRecord[] records = [.. addresses.Distinct().Select(address => AddressRecord(name, address)).Where(record => record.Type == type || type == DnsRecordType.Any)];
        return records.Length == 0 ? DnsAnswer.NoData : new DnsAnswer(DnsResponseCode.NoError, records);
    }

    private static DnsRecord AddressRecord(string name, string address)
    {
        var parsed = IPAddress.Parse(address);
        return new DnsRecord(name, parsed.AddressFamily == AddressFamily.InterNetwork ? DnsRecordType.A : DnsRecordType.AAAA) { Address = parsed };
    }

    private Service? SliceService(EndpointSlice slice) =>
        slice.Metadata.Labels.GetValueOrDefault("kubernetes.io/service-name") is { } name ? services.Get(slice.Metadata.Namespace, name) : null;

    private string ServiceName(Service service) => $"{service.Metadata.Name}.{service.Metadata.Namespace}.svc.{zone}";

    private static string HostName(Endpoint endpoint) =>
        endpoint.Hostname is { Length: > 0 } name ? name : endpoint.Addresses[0].Replace('.', '-').Replace(':', '-');

    private static bool IsHeadless(Service service) => service.Spec.ClusterIP == "None";

    private static IEnumerable<string> ClusterIPs(Service service) =>
        service.Spec.ClusterIPs.Count > 0 ? service.Spec.ClusterIPs : service.Spec.ClusterIP.Length > 0 ? [service.Spec.ClusterIP] : [];

    private static bool IsProtocol(string? actual, string wanted) => string.Equals(actual ?? "TCP", wanted, StringComparison.OrdinalIgnoreCase);

    private static string? Undash(string label)
    {
        var dots = label.Replace('-', '.');
        if (IPAddress.TryParse(dots, out var v4) && v4.AddressFamily == AddressFamily.InterNetwork && v4.ToString() == dots)
        {
            return dots;
        }

        return IPAddress.TryParse(label.Replace('-', ':'), out var v6) ? v6.ToString() : null;
    }
}
