using System.Net;

namespace KubeSharp.Proxy.Model;

/// <summary>How packets of this node's pods are told from others: by the network of their source, or by the interface that they come in on.</summary>
/// <param name="Network">In CIDR form; empty if it goes by interface.</param>
/// <param name="Interface">Name of the interface, or how its name begins.</param>
/// <param name="IsPrefix">What <paramref name="Interface"/> is.</param>
internal sealed record LocalTraffic(string Network, string Interface = "", bool IsPrefix = false)
{
    /// <summary>Null if there is no telling.</summary>
    public static LocalTraffic? Of(ProxyOptions options, ProxyNode node, IPFamily family) => options.DetectLocalMode switch
    {
        DetectLocalMode.BridgeInterface => new LocalTraffic("", options.BridgeInterface),
        DetectLocalMode.InterfaceNamePrefix => new LocalTraffic("", options.InterfaceNamePrefix, IsPrefix: true),
        DetectLocalMode.NodeCIDR => OfNetworks(node.PodCidrs, family),
        _ => OfNetworks(options.ClusterCidrs, family),
    };

    /// <summary>Whether a connection from this address is one of a pod; false where only the interface would tell.</summary>
    public bool Contains(IPAddress source) => IPNetwork.TryParse(Network, out var network) && network.Contains(source);

    private static LocalTraffic? OfNetworks(IReadOnlyList<string> networks, IPFamily family) =>
        networks.FirstOrDefault(network => IPFamilies.OfNetwork(network) == family) is { } own ? new LocalTraffic(own) : null;
}
