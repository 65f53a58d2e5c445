using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Core.Services;

/// <summary>Columns of <c>kubectl get services</c>.</summary>
internal static class ServiceTable
{
    public static readonly TableColumn[] Columns =
    [
        Column.Name,
        Column.Text("Type", "How the service is exposed."),
        Column.Text("Cluster-IP", "Address inside the cluster."),
        Column.Text("External-IP", "Addresses outside the cluster."),
        Column.Text("Port(s)", "Ports and node ports."),
        Column.Age,
        Column.Selector,
    ];

    public static object?[] Cells(Service service, DateTimeOffset now) =>
    [
        service.Metadata.Name,
        service.Spec.Type,
        service.Spec.ClusterIPs.Count > 0 ? service.Spec.ClusterIPs[0] : CellText.OrNone(service.Spec.ClusterIP),
        ExternalIP(service),
        Ports(service.Spec),
        CellText.Age(service.Metadata, now),
        CellText.Labels(service.Spec.Selector),
    ];

    private static string ExternalIP(Service service)
    {
        switch (service.Spec.Type)
        {
            case "ClusterIP" or "NodePort":
                return CellText.OrNone(CellText.Join(service.Spec.ExternalIPs));
            case "LoadBalancer":
                var addresses = new List<string>();
                foreach (var ingress in service.Status.LoadBalancer.Ingress)
                {
                    var address = ingress.IP.Length > 0 ? ingress.IP : ingress.Hostname;
                    if (address.Length > 0)
                    {
                        addresses.Add(address);
                    }
                }

                addresses.AddRange(service.Spec.ExternalIPs);
                return addresses.Count == 0 ? "<pending>" : string.Join(',', addresses);
            case "ExternalName":
                return service.Spec.ExternalName;
            default:
                return CellText.Unknown;
        }
    }

    private static string Ports(ServiceSpec spec)
    {
        var parts = new List<string>(spec.Ports.Count);
        foreach (var port in spec.Ports)
        {
            parts.Add(port.NodePort > 0 ? $"{port.Port}:{port.NodePort}/{port.Protocol}" : $"{port.Port}/{port.Protocol}");
        }

        return parts.Count == 0 ? CellText.None : string.Join(',', parts);
    }
}
