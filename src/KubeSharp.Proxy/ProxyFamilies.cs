using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy;

/// <summary>The address families that a back end is made for.</summary>
internal static class ProxyFamilies
{
    private const string IPv6Settings = "/proc/sys/net/ipv6";

    /// <summary>Both, on a machine that has both.</summary>
    public static IReadOnlyList<IPFamily> OfHost => Directory.Exists(IPv6Settings) ? [IPFamily.IPv4, IPFamily.IPv6] : [IPFamily.IPv4];

    /// <summary>Value of the label ip_family of metrics.</summary>
    public static string Label(IPFamily family) => family == IPFamily.IPv4 ? "IPv4" : "IPv6";
}
