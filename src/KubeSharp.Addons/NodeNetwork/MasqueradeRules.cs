namespace KubeSharp.Addons.NodeNetwork;

/// <summary>Packet filter rules that let pods reach the world: what leaves the cluster gets the node's address.</summary>
internal static class MasqueradeRules
{
    public const string Table = "kubesharp-network";

    /// <summary>Replaces the table as one transaction of <c>nft -f</c>.</summary>
    public static string Render(NodeNetworkOptions options) =>
        $$"""
        add table ip {{Table}}
        delete table ip {{Table}}
        table ip {{Table}} {
          chain postrouting {
            type nat hook postrouting priority srcnat; policy accept;
            ip saddr {{options.ClusterCidr}} ip daddr != {{options.ClusterCidr}} ip daddr != 224.0.0.0/4 oifname != "{{options.Bridge}}" masquerade
          }
          chain forward {
            type filter hook forward priority filter; policy accept;
            iifname "{{options.Bridge}}" accept
            oifname "{{options.Bridge}}" accept
          }
        }

        """;
}
