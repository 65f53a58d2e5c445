using System.Net;
using KubeSharp.Addons.ClusterDns;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Addons.LocalPath;
using KubeSharp.Addons.NodeNetwork;
using KubeSharp.Addons.ResourceMetrics;

namespace KubeSharp.Cli.Cluster;

/// <summary>The addons of one node; those that are null do not run.</summary>
internal sealed record AddonOptions
{
    private const int DnsPort = 10053;

    public ContainerdOptions? Containerd { get; init; }

    public NodeNetworkOptions? Network { get; init; }

    public ClusterDnsOptions? Dns { get; init; }

    public ResourceMetricsOptions? Metrics { get; init; }

    public LocalPathOptions? LocalPath { get; init; }

    /// <summary>All of them, below one data directory.</summary>
    public static AddonOptions Of(ClusterPaths paths, string nodeName, string nodeAddress, string clusterCidr, string clusterDns, string clusterDomain) => new()
    {
        Containerd = ContainerRuntimes.Options(paths),
        Network = new NodeNetworkOptions
        {
            NodeName = nodeName,
            CniConfigurationDirectory = paths.CniConfiguration,
            LeaseDirectory = paths.CniLeases,
            ClusterCidr = clusterCidr,
        },
        Dns = new ClusterDnsOptions
        {
            Listen = new IPEndPoint(IPAddress.Parse(nodeAddress), DnsPort),
            ClusterIP = clusterDns,
            NodeName = nodeName,
            ClusterDomain = clusterDomain,
        },
        Metrics = new ResourceMetricsOptions
        {
            Listen = new IPEndPoint(IPAddress.Parse(nodeAddress), 0),
            NodeName = nodeName,
        },
        LocalPath = new LocalPathOptions { NodeName = nodeName, Directory = paths.Volumes },
    };
}
