using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.ApiServer.Http;
using KubeSharp.ApiServer.Resources.Metadata;
using KubeSharp.ApiServer.Resources.Tables;
using KubeSharp.ApiServer.Resources.Validation;

namespace KubeSharp.ApiServer.Resources.Discovery;

/// <summary>endpointslices</summary>
internal sealed class EndpointSliceStrategy : ResourceStrategy<EndpointSlice>
{
    private const int MaxShown = 3;

    private static readonly Func<EndpointPort, EndpointPort> Port = static p =>
        p is { Name: not null, Protocol: not null } ? p : p with { Name = p.Name ?? "", Protocol = p.Protocol ?? "TCP" };

    public override IReadOnlyList<TableColumn> Columns { get; } =
    [
        Column.Name,
        Column.Text("AddressType", "Kind of the addresses."),
        Column.Text("Ports", "Ports of every endpoint."),
        Column.Text("Endpoints", "The first addresses and how many more there are."),
        Column.Age,
    ];

    protected override EndpointSlice Default(EndpointSlice value)
    {
        var ports = value.Ports.Map(Port);
        return ports.SameAs(value.Ports) ? value : value with { Ports = ports };
    }

    protected override EndpointSlice PrepareForCreate(RequestContext context, EndpointSlice value) => Generations.First(value);

    protected override EndpointSlice PrepareForUpdate(RequestContext context, EndpointSlice value, EndpointSlice old) => Generations.Next(
        value,
        old,
        value.Ports != old.Ports || value.Endpoints != old.Endpoints || value.AddressType != old.AddressType ||
        value.Metadata.Labels != old.Metadata.Labels);

    protected override void Validate(RequestContext context, EndpointSlice value, ErrorList errors)
    {
        ObjectMetaValidation.Validate(value.Metadata, namespaced: true, NameRule.Subdomain, errors);
        EndpointSliceChecks.Validate(errors, value);
    }

    protected override void ValidateUpdate(RequestContext context, EndpointSlice value, EndpointSlice old, ErrorList errors)
    {
        ObjectMetaUpdateValidation.Validate(value.Metadata, old.Metadata, errors);
        Validate(context, value, errors);
        if (value.AddressType != old.AddressType)
        {
            errors.InvalidText(FieldPath.Root("addressType"), value.AddressType, FieldChecks.Immutable);
        }
    }

    protected override object?[] Cells(EndpointSlice value, DateTimeOffset now) =>
    [
        value.Metadata.Name,
        value.AddressType,
        Ports(value.Ports),
        Endpoints(value.Endpoints),
        CellText.Age(value.Metadata, now),
    ];

    private static string Ports(ApiList<EndpointPort> ports)
    {
        if (ports.Count == 0)
        {
            return CellText.Unset;
        }

        var shown = new List<string>();
        foreach (var port in ports)
        {
            if (shown.Count == MaxShown)
            {
                break;
            }

            shown.Add(port.Port is { } number ? number.ToString(CultureInfo.InvariantCulture) : CellText.Unset);
        }

        return More(shown, ports.Count);
    }

    private static string Endpoints(ApiList<Endpoint> endpoints)
    {
        if (endpoints.Count == 0)
        {
            return CellText.Unset;
        }

        var count = 0;
        var shown = new List<string>();
        foreach (var endpoint in endpoints)
        {
            foreach (var address in endpoint.Addresses)
            {
                count++;
                if (shown.Count < MaxShown)
                {
                    shown.Add(address);
                }
            }
        }

        return More(shown, count);
    }

    private static string More(List<string> shown, int count) =>
        count > shown.Count ? $"{string.Join(',', shown)} + {count - shown.Count} more..." : string.Join(',', shown);
}
