using KubeSharp.Proxy;

namespace KubeSharp.Cli.Cluster;

/// <summary>What can be chosen for a cluster that runs on this machine.</summary>
internal sealed record ClusterOptions
{
    public required string DataDirectory { get; init; }

    public required StoreOptions Store { get; init; }

    public required string NodeName { get; init; }

    /// <summary>Address that the API server and the node are reached at.</summary>
    public required string NodeAddress { get; init; }

    public required int SecurePort { get; init; }

    public required int KubeletPort { get; init; }

    public required string ClusterCidr { get; init; }

    public required string ServiceCidr { get; init; }

    public required string ServiceNodePortRange { get; init; }

    public required string ClusterDns { get; init; }

    public required string ClusterDomain { get; init; }

    /// <summary>CRI endpoint of a runtime that is there already; "" runs a containerd of the cluster's own.</summary>
    public required string ContainerRuntimeEndpoint { get; init; }

    public required string CgroupRoot { get; init; }

    public required string CgroupDriver { get; init; }

    public required string PodLogsDirectory { get; init; }

    public ProxyMode ProxyMode { get; init; }

    /// <summary>Every service account gets a token Secret, as clients from before Kubernetes 1.24 expect.</summary>
    public required bool LegacyServiceAccountTokens { get; init; }

    public required AccessSettings Access { get; init; }

    public required int Verbosity { get; init; }

    public ClusterPaths Paths => new(DataDirectory);

    public CredentialOptions Credentials => new()
    {
        Paths = Paths,
        NodeName = NodeName,
        NodeAddress = NodeAddress,
        ServerAddress = NodeAddress,
        SecurePort = SecurePort,
        ServiceCidr = ServiceCidr,
        ClusterDomain = ClusterDomain,
    };
}
