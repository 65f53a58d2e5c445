using System.Net;
using System.Runtime.InteropServices;
using KubeSharp.Proxy.Model;

namespace KubeSharp.Proxy.Netlink;

/// <summary>The interface that holds addresses of services on this machine: a dummy of our own, or the loopback where the kernel has none.</summary>
internal sealed partial class ServiceInterface(int index)
{
    private const string Loopback = "lo";
    private const int Exists = 17;

    /// <param name="name">Name of the dummy.</param>
    /// <exception cref="IOException">The kernel does not answer.</exception>
    public static ServiceInterface Open(string name)
    {
        using var socket = new NetlinkSocket(NetlinkSocket.Route);
        var chosen = socket.Request(RouteMessages.AddDummy(name)) is 0 or Exists ? name : Loopback;
        return new ServiceInterface(IndexOf(chosen));
    }

    /// <summary>Takes a dummy away, and our addresses from the loopback. What is not there is no error.</summary>
    /// <exception cref="IOException">The kernel does not answer.</exception>
    public static void Delete(string name)
    {
        using var socket = new NetlinkSocket(NetlinkSocket.Route);
        socket.Request(RouteMessages.DeleteInterface(name));
        var loopback = new ServiceInterface(IndexOf(Loopback));
        foreach (var address in ProxyFamilies.OfHost.SelectMany(loopback.Addresses))
        {
            loopback.Remove(address);
        }
    }

    /// <returns>The error number; 0 if the address is there now.</returns>
    public int Add(IPAddress address)
    {
        using var socket = new NetlinkSocket(NetlinkSocket.Route);
        return socket.Request(RouteMessages.Add(index, address)) is not Exists and var error ? error : 0;
    }

    public void Remove(IPAddress address)
    {
        using var socket = new NetlinkSocket(NetlinkSocket.Route);
        socket.Request(RouteMessages.Delete(index, address));
    }

    /// <summary>The addresses of a family that the interface has from us.</summary>
    public IReadOnlyList<IPAddress> Addresses(IPFamily family)
    {
        var addresses = new List<IPAddress>();
        using var socket = new NetlinkSocket(NetlinkSocket.Route);
        socket.Send(RouteMessages.List(family == IPFamily.IPv6));
        while (true)
        {
            var received = socket.Receive();
            while (NetlinkReader.TryNext(ref received, out var type, out var body))
            {
                if (type is NetlinkReader.DoneType or NetlinkReader.ErrorType)
                {
                    return addresses;
                }

                if (RouteMessages.OurAddress(body, index) is { } address)
                {
                    addresses.Add(address);
                }
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "if_nametoindex", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int IndexOf(string name);
}
