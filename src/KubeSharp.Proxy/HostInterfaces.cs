using System.Net;
using System.Net.NetworkInformation;

namespace KubeSharp.Proxy;

/// <summary>The interfaces of this machine.</summary>
internal static class HostInterfaces
{
    /// <summary>The addresses of those that are up.</summary>
    public static IEnumerable<IPAddress> Addresses() => NetworkInterface.GetAllNetworkInterfaces()
        .Where(static network => network.OperationalStatus is OperationalStatus.Up or OperationalStatus.Unknown)
        .SelectMany(static network => network.GetIPProperties().UnicastAddresses)
        .Select(static unicast => unicast.Address)
        .Where(static address => !address.IsIPv6LinkLocal);
}
