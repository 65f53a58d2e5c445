using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;
using KubeSharp.Cli.Commands;

namespace KubeSharp.Cli.Cluster;

internal static class HostAddresses
{
    /// <summary>The IPv4 address of the interface with a default gateway, else the first that is not a loopback or link-local one.</summary>
    /// <exception cref="UserException">There is none.</exception>
    public static string DefaultIPv4() =>
        FindIPv4() ?? throw new UserException("this machine has no IPv4 address besides the loopback; give one with --node-ip");

    /// <summary>The same; null if there is none.</summary>
    public static string? FindIPv4()
    {
        var candidates = NetworkInterface.GetAllNetworkInterfaces()
            .Where(network => network.OperationalStatus == OperationalStatus.Up && network.NetworkInterfaceType != NetworkInterfaceType.Loopback)
            .Select(network => network.GetIPProperties())
            .OrderByDescending(properties => properties.GatewayAddresses.Any(gateway => !gateway.Address.Equals(IPAddress.Any)))
            .SelectMany(properties => properties.UnicastAddresses)
            .Select(unicast => unicast.Address)
            .Where(address => address.AddressFamily == AddressFamily.InterNetwork && !IsLinkLocal(address));
        return candidates.FirstOrDefault()?.ToString();
    }

    /// <summary>The address with the given offset into an IPv4 network.</summary>
    public static string Nth(string cidr, uint offset)
    {
        var bytes = IPNetwork.Parse(cidr).BaseAddress.GetAddressBytes();
        var number = System.Buffers.Binary.BinaryPrimitives.ReadUInt32BigEndian(bytes) + offset;
        System.Buffers.Binary.BinaryPrimitives.WriteUInt32BigEndian(bytes, number);
        return new IPAddress(bytes).ToString();
    }

    private static bool IsLinkLocal(IPAddress address) => address.GetAddressBytes() is [169, 254, ..];
}
