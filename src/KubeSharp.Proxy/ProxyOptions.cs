using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy;

/// <summary>Options of the proxy; names follow kube-proxy's flags and configuration.</summary>
public sealed record ProxyOptions
{
    /// <summary>Name of this node (--hostname-override): endpoints on it are local.</summary>
    public required string NodeName { get; init; }

    /// <summary>Who forwards (--proxy-mode).</summary>
    public ProxyMode Mode { get; init; }

    /// <summary>This node's own addresses, until the Node object tells them.</summary>
    public required IReadOnlyList<string> NodeAddresses { get; init; }

    /// <summary>Networks whose addresses of this node serve node ports (--nodeport-addresses); "primary" stands for its own ones. Empty: all.</summary>
    public IReadOnlyList<string> NodePortAddresses { get; init; } = [NodeNetwork.Primary];

    /// <summary>Traffic from elsewhere than pods to a cluster IP is masqueraded, as far as this tells them apart.</summary>
    public DetectLocalMode DetectLocalMode { get; init; }

    /// <summary>Pod addresses (--cluster-cidr), one per family; for <see cref="DetectLocalMode.ClusterCIDR"/>.</summary>
    public IReadOnlyList<string> ClusterCidrs { get; init; } = [];

    /// <summary>--pod-bridge-interface.</summary>
    public string BridgeInterface { get; init; } = "";

    /// <summary>--pod-interface-name-prefix.</summary>
    public string InterfaceNamePrefix { get; init; } = "";

    /// <summary>Masquerade everything sent to a service.</summary>
    public bool MasqueradeAll { get; init; }

    /// <summary>iptables serves node ports on 127.0.0.1 too (--iptables-localhost-nodeports).</summary>
    public bool LocalhostNodePorts { get; init; } = true;

    /// <summary>Bit of the packet mark that asks for masquerading (--iptables-masquerade-bit).</summary>
    public int MasqueradeBit { get; init; } = 14;

    /// <summary>Shortest time between two updates of the packet filter.</summary>
    public TimeSpan MinSyncPeriod { get; init; } = TimeSpan.FromMilliseconds(50);

    /// <summary>How long a change may be on its way before the proxy counts as unhealthy, halved (--iptables-sync-period and its kin).</summary>
    public TimeSpan SyncPeriod { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Time after which everything is written anew, whatever happened to the rules meanwhile.</summary>
    public TimeSpan FullSyncPeriod { get; init; } = TimeSpan.FromMinutes(30);

    public string HealthzBindAddress { get; init; } = "0.0.0.0:10256";

    public string MetricsBindAddress { get; init; } = "127.0.0.1:10249";

    public ConntrackOptions Conntrack { get; init; } = new();

    /// <summary>What serves node ports where nothing is said: with nftables the node's own addresses, else all.</summary>
    public static IReadOnlyList<string> DefaultNodePortAddresses(ProxyMode mode) =>
        mode is ProxyMode.Nftables or ProxyMode.Automatic ? [NodeNetwork.Primary] : [];
}
