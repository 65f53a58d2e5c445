using System.Buffers.Binary;
using System.Net;
using KubeSharp.Proxy.Model;
using KubeSharp.Proxy.Netlink;

namespace KubeSharp.Proxy.Conntrack;

/// <summary>
/// The messages of ctnetlink. Headers are in the machine's order, addresses and ports in the network's.
/// <code>
/// message   = length(4) type(2) flags(2) sequence(4) port(4)  family(1) version(1) resource(2)  attribute*
/// attribute = length(2) type(2) value, padded to 4
/// </code>
/// </summary>
internal static class ConntrackMessages
{
    private const int HeaderLength = 16;
    private const int PrefixLength = HeaderLength + 4;
    private const int Subsystem = 1 << 8;
    private const int ListType = Subsystem | 1;
    private const int DeleteType = Subsystem | 2;
    private const int Request = 1;
    private const int Acknowledge = 4;
    private const int Dump = 0x300;
    private const byte Udp = 17;

    // Attributes of a connection, of a tuple, of its addresses and of its protocol.
    private const int TupleOriginal = 1;
    private const int TupleReply = 2;
    private const int Id = 12;
    private const int Zone = 18;
    private const int TupleAddresses = 1;
    private const int TupleProtocol = 2;
    private const int ProtocolNumber = 1;
    private const int ProtocolSource = 2;
    private const int ProtocolDestination = 3;

    public static byte[] List(IPFamily family) => Message(ListType, Request | Dump, family, default);

    public static byte[] Delete(IPFamily family, ReadOnlySpan<byte> handle) => Message(DeleteType, Request | Acknowledge, family, handle);

    /// <summary>The connection that a message of a list tells of, if it is UDP.</summary>
    public static UdpFlow? Flow(ReadOnlySpan<byte> body)
    {
        if (body.Length < 4)
        {
            return null;
        }

        var attributes = body[4..];
        var handle = new List<byte>();
        IPEndPoint? destination = null;
        IPEndPoint? answering = null;
        while (NetlinkReader.TryAttribute(ref attributes, out var type, out var value, out var whole))
        {
            switch (type)
            {
                case TupleOriginal:
                    (_, destination) = Ends(value);
                    handle.AddRange(whole);
                    break;
                case TupleReply:
                    (answering, _) = Ends(value);
                    break;
                case Id or Zone:
                    handle.AddRange(whole);
                    break;
            }
        }

        return destination is null || answering is null ? null : new UdpFlow(destination, answering, handle.ToArray());
    }

    private static (IPEndPoint? Source, IPEndPoint? Destination) Ends(ReadOnlySpan<byte> tuple)
    {
        IPAddress? source = null;
        IPAddress? destination = null;
        var ports = (Source: 0, Destination: 0);
        var isUdp = false;
        while (NetlinkReader.TryAttribute(ref tuple, out var type, out var value, out _))
        {
            while (NetlinkReader.TryAttribute(ref value, out var inner, out var field, out _))
            {
                switch (type, inner)
                {
                    // Sources are odd, destinations even, for both families.
                    case (TupleAddresses, _) when field.Length is 4 or 16:
                        (source, destination) = inner % 2 == 1 ? (new IPAddress(field), destination) : (source, new IPAddress(field));
                        break;
                    case (TupleProtocol, ProtocolNumber) when field.Length > 0:
                        isUdp = field[0] == Udp;
                        break;
                    case (TupleProtocol, ProtocolSource) when field.Length >= 2:
                        ports.Source = BinaryPrimitives.ReadUInt16BigEndian(field);
                        break;
                    case (TupleProtocol, ProtocolDestination) when field.Length >= 2:
                        ports.Destination = BinaryPrimitives.ReadUInt16BigEndian(field);
                        break;
                }
            }
        }

        return isUdp && source is not null && destination is not null
            ? (new IPEndPoint(source, ports.Source), new IPEndPoint(destination, ports.Destination))
            : default;
    }

    private static byte[] Message(int type, int flags, IPFamily family, ReadOnlySpan<byte> attributes)
    {
        var message = new byte[PrefixLength + attributes.Length];
        BitConverter.TryWriteBytes(message.AsSpan(0), message.Length);
        BitConverter.TryWriteBytes(message.AsSpan(4), (ushort)type);
        BitConverter.TryWriteBytes(message.AsSpan(6), (ushort)flags);
        message[HeaderLength] = family == IPFamily.IPv4 ? (byte)2 : (byte)10;
        attributes.CopyTo(message.AsSpan(PrefixLength));
        return message;
    }
}
