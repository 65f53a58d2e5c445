namespace KubeSharp.Cli.Cluster;

/// <summary>What the certificates and kubeconfigs of a cluster depend on.</summary>
internal sealed record CredentialOptions
{
    public required ClusterPaths Paths { get; init; }

    /// <summary>The node whose kubelet gets a kubeconfig and a serving certificate.</summary>
    public required string NodeName { get; init; }

    /// <summary>Address of that node.</summary>
    public required string NodeAddress { get; init; }

    /// <summary>Address that the API server is reached at.</summary>
    public required string ServerAddress { get; init; }

    /// <summary>Name or address of a balancer in front of several API servers; "" if there is none. Certificates are for it too, and kubeconfigs name it.</summary>
    public string ExternalHostname { get; init; } = "";

    public required int SecurePort { get; init; }

    public required string ServiceCidr { get; init; }

    public required string ClusterDomain { get; init; }
}
