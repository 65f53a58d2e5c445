using KubeSharp.Api;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Discovery;

/// <summary>Endpoint slices.</summary>
internal static class EndpointSliceChecks
{
    private const int MaxEndpoints = 1000;
    private const int MaxAddresses = 100;
    private const int MaxPorts = 20000;
    private const int MaxHints = 8;

    public static void Validate(ErrorList errors, EndpointSlice slice)
    {
        if (slice.AddressType.Length == 0)
        {
            errors.Required(FieldPath.Root("addressType"), "");
        }
        else if (slice.AddressType is not ("IPv4" or "IPv6" or "FQDN"))
        {
            errors.NotSupportedText(FieldPath.Root("addressType"), slice.AddressType, "FQDN", "IPv4", "IPv6");
        }

        var list = FieldPath.Root("endpoints");
        if (slice.Endpoints.Count > MaxEndpoints)
        {
            errors.TooMany(list, slice.Endpoints.Count, MaxEndpoints);
            return;
        }

        for (var i = 0; i < slice.Endpoints.Count; i++)
        {
            Endpoint(errors, list.Index(i), slice.Endpoints[i], slice.AddressType);
        }

        Ports(errors, slice.Ports);
    }

    private static void Endpoint(ErrorList errors, FieldPath path, Endpoint endpoint, string addressType)
    {
        var addresses = path.Child("addresses");
        if (endpoint.Addresses.Count == 0)
        {
            errors.Required(addresses, "must contain at least 1 address");
        }
        else if (endpoint.Addresses.Count > MaxAddresses)
        {
            errors.TooMany(addresses, endpoint.Addresses.Count, MaxAddresses);
        }

        for (var i = 0; i < endpoint.Addresses.Count; i++)
        {
            Address(errors, addresses.Index(i), endpoint.Addresses[i], addressType);
        }

        if (endpoint.NodeName is { } node)
        {
            ObjectNames.Check(errors, path, "nodeName", node, NameRule.Subdomain);
        }

        if (endpoint.DeprecatedTopology.Count > 0)
        {
            LabelChecks.Labels(errors, path, "deprecatedTopology", endpoint.DeprecatedTopology);
        }

        if (endpoint.Hostname is { } hostname)
        {
            NameChecks.Dns1123Label(errors, path, "hostname", hostname);
        }

        if (endpoint.Hints is { } hints)
        {
            Hints(errors, path.Child("hints"), hints);
        }
    }

    private static void Address(ErrorList errors, FieldPath path, string address, string addressType)
    {
        switch (addressType)
        {
            case "IPv4":
                if (IpChecks.Parse(address) is null || address.Contains(':'))
                {
                    errors.InvalidText(path, address, "must be a valid IPv4 address");
                }
                else
                {
                    IpChecks.NonSpecial(errors, path, address);
                }

                break;
            case "IPv6":
                if (!IpChecks.IsIPv6(address))
                {
                    errors.InvalidText(path, address, "must be a valid IPv6 address");
                }
                else
                {
                    IpChecks.NonSpecial(errors, path, address);
                }

                break;
            case "FQDN":
                var name = address.EndsWith('.') ? address[..^1] : address;
                NameChecks.Dns1123Subdomain(errors, path, null, name);
                if (!name.Contains('.'))
                {
                    errors.InvalidText(path, address, "should be a domain with at least two segments separated by dots");
                }

                break;
        }
    }

    private static void Hints(ErrorList errors, FieldPath path, EndpointHints hints)
    {
        if (hints.ForZones.Count > MaxHints)
        {
            errors.TooMany(path.Child("forZones"), hints.ForZones.Count, MaxHints);
        }

        var zones = new NameSet();
        for (var i = 0; i < hints.ForZones.Count; i++)
        {
            var name = path.Child("forZones").Index(i).Child("name");
            if (!zones.Add(hints.ForZones[i].Name))
            {
                errors.DuplicateText(name, hints.ForZones[i].Name);
            }

            NameChecks.LabelValue(errors, name, null, hints.ForZones[i].Name);
        }

        if (hints.ForNodes.Count > MaxHints)
        {
            errors.TooMany(path.Child("forNodes"), hints.ForNodes.Count, MaxHints);
        }
    }

    private static void Ports(ErrorList errors, ApiList<EndpointPort> ports)
    {
        var list = FieldPath.Root("ports");
        if (ports.Count > MaxPorts)
        {
            errors.TooMany(list, ports.Count, MaxPorts);
            return;
        }

        var names = new NameSet();
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            var path = list.Index(i);
            var name = port.Name ?? "";
            if (name.Length > 0)
            {
                NameChecks.Dns1123Label(errors, path, "name", name);
            }

            if (!names.Add(name))
            {
                errors.DuplicateText(path.Child("name"), name);
            }

            FieldChecks.RequiredOneOf(errors, path, "protocol", port.Protocol ?? "", "SCTP", "TCP", "UDP");
            if (port.AppProtocol is { } protocol)
            {
                NameChecks.QualifiedName(errors, path, "appProtocol", protocol);
            }
        }
    }
}
