using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Nftables;

/// <summary>
/// The fixed frame of the table: hooks, maps and the chains that every service goes through. Its name is upstream's, so that each
/// proxy takes the other's table over.
/// <code>
/// prerouting, output (nat) → services → vmap service-ips       → service-… or external-… → dnat (by way of endpoint-… with client affinity)
///                                     → vmap service-nodeports → external-…
/// input, forward, output (filter) → vmap no-endpoint-… → reject
/// postrouting (nat) → masquerade what carries the mark
/// </code>
/// </summary>
internal sealed class NftablesTable(IPFamily family, NodeNetwork network, ProxyOptions options)
{
    public const string ServiceIPs = "service-ips";
    public const string ServiceNodePorts = "service-nodeports";
    public const string FirewallIPs = "firewall-ips";
    public const string NoEndpointServices = "no-endpoint-services";
    public const string NoEndpointNodePorts = "no-endpoint-nodeports";
    public const string ClusterIPs = "cluster-ips";
    public const string NodePortIPs = "nodeport-ips";
    public const string HairpinConnections = "hairpin-connections";
    public const string MarkForMasquerade = "mark-for-masquerade";
    public const string Reject = "reject-chain";

    /// <summary>"ip" or "ip6": the family of the table and the word for its addresses.</summary>
    public string Family { get; } = family == IPFamily.IPv4 ? "ip" : "ip6";

    public string Name => $"{Family} kube-proxy";

    public string AddressType { get; } = family == IPFamily.IPv4 ? "ipv4_addr" : "ipv6_addr";

    private string NodePortDestination => network.NodePortAddresses is not null
        ? $"{Family} daddr @{NodePortIPs}"
        : $"fib daddr type local {Family} daddr != {(family == IPFamily.IPv4 ? "127.0.0.0/8" : "::1")}";

    private string Mark { get; } = $"0x{1 << options.MasqueradeBit:x}";

    /// <summary>What matches packets of this node's pods; null if nothing does.</summary>
    public string? FromPods(LocalTraffic? traffic) => Source(traffic, "");

    /// <summary>What matches all other packets; null if nothing does.</summary>
    public string? NotFromPods(LocalTraffic? traffic) => Source(traffic, "!= ");

    private string? Source(LocalTraffic? traffic, string relation) => traffic switch
    {
        null => null,
        { Network.Length: > 0 } => $"{Family} saddr {relation}{traffic.Network}",
        _ => $"iifname {relation}\"{traffic.Interface}{(traffic.IsPrefix ? "*" : "")}\"",
    };

    public string Render() =>
        $$"""
        add table {{Name}}
        delete table {{Name}}
        table {{Name}} {
          comment "rules for kube-proxy";
          set {{ClusterIPs}} { type {{AddressType}}; comment "Active ClusterIPs"; }
          set {{NodePortIPs}} { type {{AddressType}}; comment "IPs that accept NodePort traffic"; }
          set {{HairpinConnections}} { type {{AddressType}} . {{AddressType}}; comment "Local endpoints that may reach themselves"; }
          map {{ServiceIPs}} { type {{AddressType}} . inet_proto . inet_service : verdict; comment "ClusterIP, ExternalIP and LoadBalancer IP traffic"; }
          map {{ServiceNodePorts}} { type inet_proto . inet_service : verdict; comment "NodePort traffic"; }
          map {{FirewallIPs}} { type {{AddressType}} . inet_proto . inet_service : verdict; comment "destinations that are subject to LoadBalancerSourceRanges"; }
          map {{NoEndpointServices}} { type {{AddressType}} . inet_proto . inet_service : verdict; comment "vmap to drop or reject packets to services with no endpoints"; }
          map {{NoEndpointNodePorts}} { type inet_proto . inet_service : verdict; comment "vmap to drop or reject packets to service nodeports with no endpoints"; }

          chain {{Reject}} { reject; }
          chain {{MarkForMasquerade}} { meta mark set mark or {{Mark}}; }
          chain services {
            {{Family}} daddr . meta l4proto . th dport vmap @{{ServiceIPs}}
            {{NodePortDestination}} meta l4proto . th dport vmap @{{ServiceNodePorts}}
          }
          chain service-endpoints-check {
            {{Family}} daddr . meta l4proto . th dport vmap @{{NoEndpointServices}}
            {{NodePortDestination}} meta l4proto . th dport vmap @{{NoEndpointNodePorts}}
          }
          chain cluster-ips-check { {{Family}} daddr @{{ClusterIPs}} goto {{Reject}}; }
          chain firewall-check { {{Family}} daddr . meta l4proto . th dport vmap @{{FirewallIPs}}; }

          chain filter-prerouting-pre-dnat { type filter hook prerouting priority -110; ct state new jump firewall-check; }
          chain filter-output-pre-dnat { type filter hook output priority -110; ct state new jump firewall-check; }
          chain nat-prerouting { type nat hook prerouting priority dstnat; jump services; }
          chain nat-output { type nat hook output priority -100; jump services; }
          chain nat-postrouting {
            type nat hook postrouting priority srcnat;
            ct status dnat {{Family}} saddr . {{Family}} daddr @{{HairpinConnections}} jump {{MarkForMasquerade}}
            meta mark & {{Mark}} == 0 return
            meta mark set mark xor {{Mark}}
            masquerade fully-random
          }
          chain filter-input { type filter hook input priority 0; ct state new jump service-endpoints-check; }
          chain filter-forward { type filter hook forward priority 0; ct state new jump service-endpoints-check; ct state new jump cluster-ips-check; }
          chain filter-output { type filter hook output priority 0; ct state new jump service-endpoints-check; ct state new jump cluster-ips-check; }
        }

        """;
}
