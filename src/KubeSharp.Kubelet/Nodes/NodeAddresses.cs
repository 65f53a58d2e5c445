using System.Net;
using System.Net.NetworkInformation;
using System.Net.Sockets;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>Finds the address by which other machines reach this one.</summary>
internal static class NodeAddresses
{
    /// <summary>The configured ones, else the one that the default route leaves by, else any that is not loopback.</summary>
    public static IReadOnlyList<string> Find(IReadOnlyList<string> configured)
    {
        if (configured.Count > 0)
        {
            return configured;
        }
        try
        {
            using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
            // Nothing is sent: connecting a datagram socket only chooses its route.
            socket.Connect(new IPEndPoint(IPAddress.Parse("192.0.2.1"), 9));
            if (socket.LocalEndPoint is IPEndPoint { Address: var address } && !IPAddress.IsLoopback(address))
            {
                return [address.ToString()];
            }
        }
        catch (SocketException)
        {
            // There is no default route.
        }
        var any = NetworkInterface.GetAllNetworkInterfaces()
            .Where(static card => card.OperationalStatus == OperationalStatus.Up)
            .SelectMany(static card => card.GetIPProperties().UnicastAddresses)
            .Select(static unicast => unicast.Address)
            .FirstOrDefault(static address => address.AddressFamily == AddressFamily.InterNetwork && !IPAddress.IsLoopback(address));
        return [(any ?? IPAddress.Loopback).ToString()];
    }
}
