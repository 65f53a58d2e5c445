using System.Net;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>--service-cluster-ip-range and --service-node-port-range.</summary>
internal sealed record ServiceNetworkOptions
{
    /// <summary>One range, or one of each family; the first one's family is the default.</summary>
    public required IReadOnlyList<IPNetwork> ClusterRanges { get; init; }

    public NodePortRange NodePorts { get; init; } = NodePortRange.Default;
}
