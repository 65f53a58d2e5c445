using System.Net;
using System.Net.Sockets;

namespace KubeSharp.Proxy.Model;

/// <summary>Which family an address or a network is of.</summary>
internal static class IPFamilies
{
    /// <summary>Null if the text is no address.</summary>
    public static IPFamily? Of(string address) => IPAddress.TryParse(address, out var parsed) ? Of(parsed) : null;

    public static IPFamily Of(IPAddress address) => address.AddressFamily == AddressFamily.InterNetwork ? IPFamily.IPv4 : IPFamily.IPv6;

    /// <summary>Null if the text is no address with the length of a prefix behind it.</summary>
    public static IPFamily? OfNetwork(string cidr) => cidr.IndexOf('/') is var slash and > 0 ? Of(cidr[..slash]) : null;
}
