using System.Net;
using System.Text;

namespace KubeSharp.Proxy.Netlink;

/// <summary>The messages of rtnetlink: interfaces and their addresses.</summary>
internal static class RouteMessages
{
    private const int NewLink = 16;
    private const int DeleteLink = 17;
    private const int NewAddress = 20;
    private const int DeleteAddress = 21;
    private const int GetAddress = 22;

    private const int InterfaceName = 3;
    private const int LinkInfo = 18;
    private const int LinkKind = 1;
    private const int IsUp = 1;

    private const int Address = 1;
    private const int Local = 2;
    private const int Flags = 8;
    private const int Origin = 11;
    private const uint NoDuplicateDetection = 2;
    private const uint NoPrefixRoute = 0x200;

    /// <summary>Marks our addresses among others of an interface ("k" for kube; IFA_PROTO).</summary>
    private const byte Ours = (byte)'k';

    /// <summary>Makes an interface of the kind dummy, which is up.</summary>
    public static byte[] AddDummy(string name)
    {
        var writer = Link(NewLink, NetlinkWriter.Create | NetlinkWriter.Exclusive, name);
        var info = writer.Open(LinkInfo);
        writer.Bytes(LinkKind, Encoding.ASCII.GetBytes("dummy")).Close(info);
        return writer.End().Written.ToArray();
    }

    public static byte[] DeleteInterface(string name) => Link(DeleteLink, 0, name).End().Written.ToArray();

    /// <summary>Gives an interface an address of its own, without a route to any other.</summary>
    public static byte[] Add(int index, IPAddress address) =>
        AddressMessage(NewAddress, NetlinkWriter.Create, index, address)
            .Number(Flags, NoDuplicateDetection | NoPrefixRoute).Byte(Origin, Ours).End().Written.ToArray();

    public static byte[] Delete(int index, IPAddress address) => AddressMessage(DeleteAddress, 0, index, address).End().Written.ToArray();

    public static byte[] List(bool isIPv6) =>
        new NetlinkWriter().Begin(GetAddress, NetlinkWriter.Request | NetlinkWriter.Dump, [Family(isIPv6), 0, 0, 0, 0, 0, 0, 0]).End().Written.ToArray();

    /// <summary>The address that a message of a list tells of, if we have added it to this interface.</summary>
    public static IPAddress? OurAddress(ReadOnlySpan<byte> body, int index)
    {
        if (body.Length < 8 || BitConverter.ToInt32(body[4..]) != index)
        {
            return null;
        }

        var attributes = body[8..];
        IPAddress? address = null;
        var isOurs = false;
        while (NetlinkReader.TryAttribute(ref attributes, out var type, out var value, out _))
        {
            switch (type)
            {
                case Address when value.Length is 4 or 16:
                    address = new IPAddress(value);
                    break;
                case Origin:
                    isOurs = value is [Ours];
                    break;
            }
        }

        return isOurs ? address : null;
    }

    private static NetlinkWriter Link(int type, int flags, string name)
    {
        Span<byte> prefix = stackalloc byte[16];
        prefix.Clear();
        prefix[8] = prefix[12] = IsUp;
        return new NetlinkWriter().Begin(type, NetlinkWriter.Request | NetlinkWriter.Acknowledge | flags, prefix).Text(InterfaceName, name);
    }

    private static NetlinkWriter AddressMessage(int type, int flags, int index, IPAddress address)
    {
        var bytes = address.GetAddressBytes();
        Span<byte> prefix = stackalloc byte[8];
        prefix.Clear();
        prefix[0] = Family(bytes.Length == 16);
        prefix[1] = (byte)(bytes.Length * 8);
        BitConverter.TryWriteBytes(prefix[4..], index);
        return new NetlinkWriter().Begin(type, NetlinkWriter.Request | NetlinkWriter.Acknowledge | flags, prefix).Bytes(Local, bytes).Bytes(Address, bytes);
    }

    private static byte Family(bool isIPv6) => isIPv6 ? (byte)10 : (byte)2;
}
