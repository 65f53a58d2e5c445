using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Core;

/// <summary>endpoints</summary>
internal sealed class EndpointsStrategy : ResourceStrategy<Endpoints>
{
    private const int MaxShown = 3;

    private static readonly Func<EndpointSubset, EndpointSubset> Subset = static s =>
        s.Ports.Map(Port!) is var ports && ports.SameAs(s.Ports) ? s : s with { Ports = ports };

    private static readonly Func<EndpointPort, EndpointPort> Port = static p => p.Protocol.Length > 0 ? p : p with { Protocol = "TCP" };

    public override IReadOnlyList<TableColumn> Columns { get; } =
        [Column.Name, Column.Text("Endpoints", "The first addresses and how many more there are."), Column.Age];

    protected override Endpoints Default(Endpoints value)
    {
        var subsets = value.Subsets.Map(Subset);
        return subsets.SameAs(value.Subsets) ? value : value with { Subsets = subsets };
    }

    protected override void Validate(RequestContext context, Endpoints value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        var list = FieldPath.Root("subsets");
        for (var i = 0; i < value.Subsets.Count; i++)
        {
            var subset = value.Subsets[i];
            var path = list.Index(i);
            if (subset.Addresses.Count + subset.NotReadyAddresses.Count == 0)
            {
                errors.Required(path, "must specify `addresses` or `notReadyAddresses`");
            }

            Addresses(errors, path, "addresses", subset.Addresses);
            Addresses(errors, path, "notReadyAddresses", subset.NotReadyAddresses);
            Ports(errors, path, subset.Ports);
        }
    }

    protected override void ValidateUpdate(RequestContext context, Endpoints value, Endpoints old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        Validate(context, value, errors);
    }

    protected override object?[] Cells(Endpoints value, DateTimeOffset now) =>
        [value.Metadata.Name, Text(value), CellText.Age(value.Metadata, now)];

    private static void Addresses(ErrorList errors, FieldPath subset, string field, ApiList<EndpointAddress> addresses)
    {
        for (var i = 0; i < addresses.Count; i++)
        {
            var address = addresses[i];
            var path = subset.Child(field).Index(i);
            IpChecks.Ip(errors, path.Child("ip"), address.IP);
            if (address.Hostname.Length > 0)
            {
                NameChecks.Dns1123Label(errors, path, "hostname", address.Hostname);
            }

            if (address.NodeName is { } node)
            {
                NameChecks.Dns1123Subdomain(errors, path, "nodeName", node);
            }

            IpChecks.NonSpecial(errors, path.Child("ip"), address.IP);
        }
    }

    private static void Ports(ErrorList errors, FieldPath subset, ApiList<EndpointPort> ports)
    {
        for (var i = 0; i < ports.Count; i++)
        {
            var port = ports[i];
            var path = subset.Child("ports").Index(i);
            if (port.Name.Length > 0)
            {
                NameChecks.Dns1123Label(errors, path, "name", port.Name);
            }
            else if (ports.Count > 1)
            {
                errors.Required(path.Child("name"), "");
            }

            FieldChecks.Port(errors, path, "port", port.Port);
            FieldChecks.RequiredOneOf(errors, path, "protocol", port.Protocol, "SCTP", "TCP", "UDP");
            if (port.AppProtocol is { } protocol)
            {
                NameChecks.QualifiedName(errors, path, "appProtocol", protocol);
            }
        }
    }

    private static string Text(Endpoints value)
    {
        if (value.Subsets.Count == 0)
        {
            return CellText.None;
        }

        var count = 0;
        var shown = new List<string>(MaxShown);
        foreach (var subset in value.Subsets)
        {
            for (var port = subset.Ports.Count == 0 ? -1 : 0; port < subset.Ports.Count; port++)
            {
                count += subset.Addresses.Count;
                for (var i = 0; i < subset.Addresses.Count && shown.Count < MaxShown; i++)
                {
                    var ip = subset.Addresses[i].IP;
                    shown.Add(port < 0 ? ip : (ip.Contains(':') ? $"[{ip}]:" : ip + ":") + subset.Ports[port].Port.ToString(CultureInfo.InvariantCulture));
                }

                if (port < 0)
                {
                    break;
                }
            }
        }

        var text = string.Join(',', shown);
        return count > MaxShown ? $"{text} + {count - MaxShown} more..." : text;
    }
}
