namespace KubeSharp.Addons.NodeNetwork;

/// <summary>The pod network of one node: a bridge, addresses from the node's pod CIDR, port mappings.</summary>
public sealed record NodeNetworkOptions
{
    public const string DefaultBridge = "kubesharp0";

    public required string NodeName { get; init; }

    /// <summary>Where the network configuration list goes; the container runtime watches it.</summary>
    public required string CniConfigurationDirectory { get; init; }

    /// <summary>Where host-local keeps its leases.</summary>
    public required string LeaseDirectory { get; init; }

    /// <summary>Name of the bridge; at most 15 bytes.</summary>
    public string Bridge { get; init; } = DefaultBridge;

    /// <summary>Pod addresses of the whole cluster: traffic between them keeps its source address.</summary>
    public required string ClusterCidr { get; init; }

    /// <summary>0 takes the MTU of the interface with the default route.</summary>
    public int Mtu { get; init; }
}
