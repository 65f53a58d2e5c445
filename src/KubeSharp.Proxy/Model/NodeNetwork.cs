using System.Net;

namespace KubeSharp.Proxy.Model;

/// <summary>What the rules of one address family need to know about this node.</summary>
/// <param name="Addresses">The node's addresses of this family.</param>
/// <param name="NodePortAddresses">Those of its addresses that serve node ports; null if all do.</param>
/// <param name="LocalTraffic">How its pods' traffic is told; null if it is not.</param>
internal sealed record NodeNetwork(IReadOnlyList<string> Addresses, IReadOnlyList<string>? NodePortAddresses, LocalTraffic? LocalTraffic)
{
    /// <summary>Value of --nodeport-addresses that stands for the node's own addresses.</summary>
    public const string Primary = "primary";

    /// <param name="options">What is wanted.</param>
    /// <param name="node">The node.</param>
    /// <param name="family">The address family.</param>
    /// <param name="interfaces">The addresses of this machine's interfaces.</param>
    public static NodeNetwork Of(ProxyOptions options, ProxyNode node, IPFamily family, Func<IEnumerable<IPAddress>> interfaces)
    {
        string[] addresses = [.. (node.Addresses.Count > 0 ? node.Addresses : options.NodeAddresses).Where(address => IPFamilies.Of(address) == family)];
        return new NodeNetwork(addresses, NodePorts(options.NodePortAddresses, addresses, family, interfaces), LocalTraffic.Of(options, node, family));
    }

    private static IReadOnlyList<string>? NodePorts(
        IReadOnlyList<string> wanted, IReadOnlyList<string> primary, IPFamily family, Func<IEnumerable<IPAddress>> interfaces)
    {
        if (wanted is [Primary])
        {
            return primary;
        }

        // Networks of the other family alone do not restrict this one.
        IPNetwork[] networks = [.. wanted.Where(cidr => IPFamilies.OfNetwork(cidr) == family).Select(IPNetwork.Parse)];
        return networks.Length == 0 || networks.Any(static network => network.PrefixLength == 0)
            ? null
            : [.. interfaces().Where(address => networks.Any(network => network.Contains(address))).Select(static address => address.ToString()).Distinct()];
    }
}
