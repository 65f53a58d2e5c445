using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.ApiServer.Resources.Tables;

namespace KubeSharp.ApiServer.Resources.Core.Nodes;

/// <summary>Columns of <c>kubectl get nodes</c>.</summary>
internal static class NodeTable
{
    private const string RolePrefix = "node-role.kubernetes.io/";

    public static readonly TableColumn[] Columns =
    [
        Column.Name,
        Column.Text("Status", "The status of the node"),
        Column.Text("Roles", "The roles of the node"),
        Column.Age,
        Column.Text("Version", "Version of the kubelet."),
        Column.Wide("Internal-IP", "Address inside the cluster's network."),
        Column.Wide("External-IP", "Address outside the cluster's network."),
        Column.Wide("OS-Image", "Operating system."),
        Column.Wide("Kernel-Version", "Version of the kernel."),
        Column.Wide("Container-Runtime", "Container runtime and its version."),
    ];

    public static object?[] Cells(Node node, DateTimeOffset now) =>
    [
        node.Metadata.Name,
        StatusText(node),
        Roles(node.Metadata.Labels),
        CellText.Age(node.Metadata, now),
        node.Status.NodeInfo.KubeletVersion,
        Address(node, "InternalIP"),
        Address(node, "ExternalIP"),
        Known(node.Status.NodeInfo.OSImage),
        Known(node.Status.NodeInfo.KernelVersion),
        Known(node.Status.NodeInfo.ContainerRuntimeVersion),
    ];

    private static string StatusText(Node node)
    {
        var index = node.Status.Conditions.FindIndex(static c => c.Type == "Ready");
        var status = index < 0 ? "Unknown" : node.Status.Conditions[index].Status == "True" ? "Ready" : "NotReady";
        return node.Spec.Unschedulable ? status + ",SchedulingDisabled" : status;
    }

    private static string Roles(ApiMap<string> labels)
    {
        var roles = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var (key, value) in labels)
        {
            if (key.StartsWith(RolePrefix, StringComparison.Ordinal))
            {
                if (key.Length > RolePrefix.Length)
                {
                    roles.Add(key[RolePrefix.Length..]);
                }
            }
            else if (key == "kubernetes.io/role" && value.Length > 0)
            {
                roles.Add(value);
            }
        }

        return roles.Count == 0 ? CellText.None : string.Join(',', roles);
    }

    private static string Address(Node node, string type)
    {
        var index = node.Status.Addresses.FindIndex(a => a.Type == type);
        return index < 0 ? CellText.None : node.Status.Addresses[index].Address;
    }

    private static string Known(string text) => text.Length > 0 ? text : CellText.Unknown;
}
