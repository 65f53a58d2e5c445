namespace KubeSharp.Proxy;

/// <summary>Options of the proxy; names follow kube-proxy's flags and configuration.</summary>
public sealed record ProxyOptions
{
    /// <summary>Name of this node (--hostname-override): endpoints on it are local.</summary>
    public required string NodeName { get; init; }

    /// <summary>Addresses that node ports are served on (--nodeport-addresses=primary): this node's own.</summary>
    public required IReadOnlyList<string> NodeAddresses { get; init; }

    /// <summary>Pod addresses (--cluster-cidr), one per family: traffic from elsewhere to a cluster IP is masqueraded. Empty: none is.</summary>
    public IReadOnlyList<string> ClusterCidrs { get; init; } = [];

    /// <summary>Masquerade everything sent to a service.</summary>
    public bool MasqueradeAll { get; init; }

    /// <summary>Bit of the packet mark that asks for masquerading (--iptables-masquerade-bit).</summary>
    public int MasqueradeBit { get; init; } = 14;

    /// <summary>Shortest time between two updates of the packet filter.</summary>
    public TimeSpan MinSyncPeriod { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>Time after which everything is written anew, whatever happened to the rules meanwhile.</summary>
    public TimeSpan SyncPeriod { get; init; } = TimeSpan.FromMinutes(30);

    public string HealthzBindAddress { get; init; } = "0.0.0.0:10256";

    public string MetricsBindAddress { get; init; } = "127.0.0.1:10249";
}
