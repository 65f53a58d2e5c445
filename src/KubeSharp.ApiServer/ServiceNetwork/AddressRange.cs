using System.Net;
using System.Net.Sockets;
using System.Numerics;

namespace KubeSharp.ApiServer.ServiceNetwork;

/// <summary>
/// The addresses of a service CIDR that Services may have: not the network's own address, nor, for IPv4, the broadcast address.
/// </summary>
/// <remarks>
/// The range is split in two (KEP-3070): addresses that somebody asks for by name come from the lower band by convention, the ones
/// given out come from the upper band until it is full. The lower band has min(max(16, size / 16), 256) addresses.
/// </remarks>
internal sealed class AddressRange
{
    private readonly BigInteger _base;
    private readonly int _bytes;

    public AddressRange(IPNetwork network)
    {
        Network = network;
        IsIPv6 = network.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6;
        var bytes = network.BaseAddress.GetAddressBytes();
        _bytes = bytes.Length;
        _base = new BigInteger(bytes, isUnsigned: true, isBigEndian: true);
        var total = BigInteger.One << ((_bytes * 8) - network.PrefixLength);
        var usable = total - (IsIPv6 ? 1 : 2);

        // Upstream looks at no more than 2^64 addresses; a long is enough to pick from.
        Size = (long)BigInteger.Max(1, BigInteger.Min(usable, long.MaxValue));
        BandOffset = OffsetOf(Size);
    }

    public IPNetwork Network { get; }

    public bool IsIPv6 { get; }

    /// <summary>How many addresses there are to give.</summary>
    public long Size { get; }

    /// <summary>Index of the first address of the upper band; 0 in a range too small to be split.</summary>
    public long BandOffset { get; }

    /// <summary>The address of the <c>kubernetes</c> Service.</summary>
    public IPAddress First => At(0);

    public IPAddress At(long index)
    {
        Span<byte> bytes = stackalloc byte[_bytes];
        bytes.Clear();
        var value = (_base + index + 1).ToByteArray(isUnsigned: true, isBigEndian: true);
        value.CopyTo(bytes[(_bytes - value.Length)..]);
        return new IPAddress(bytes);
    }

    /// <summary>Whether the address may be given out. The network's own and the broadcast address may not.</summary>
    public bool Contains(IPAddress address)
    {
        if (!Network.Contains(address))
        {
            return false;
        }

        var index = new BigInteger(address.GetAddressBytes(), isUnsigned: true, isBigEndian: true) - _base - 1;
        return index >= 0 && index < Size;
    }

    private static long OffsetOf(long size)
    {
        const int min = 16;
        const int max = 256;
        return size < min ? 0 : Math.Min(Math.Max(min, size / 16), max);
    }
}
