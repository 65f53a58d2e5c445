using System.Net;
using System.Numerics;

namespace KubeSharp.Controllers.Nodes;

/// <summary>A range of addresses that is cut into equal blocks.</summary>
internal sealed class CidrRange
{
    private readonly IPNetwork _range;
    private readonly int _maskSize;

    /// <exception cref="ArgumentException">It is no range, or smaller than its blocks.</exception>
    public CidrRange(string range, int maskSizeIPv4, int maskSizeIPv6)
    {
        if (!IPNetwork.TryParse(range, out _range))
        {
            throw new ArgumentException($"\"{range}\" is not a valid CIDR");
        }

        _maskSize = IsIPv6 ? maskSizeIPv6 : maskSizeIPv4;
        if (_maskSize < _range.PrefixLength)
        {
            throw new ArgumentException($"the cluster CIDR {range} is smaller than one node's share (/{_maskSize})");
        }
    }

    public bool IsIPv6 => _range.BaseAddress.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6;

    /// <summary>The number of blocks; limited, since nobody has more nodes.</summary>
    public int Count => 1 << Math.Min(16, _maskSize - _range.PrefixLength);

    public string Block(int index)
    {
        var size = _range.BaseAddress.GetAddressBytes().Length;
        var start = new BigInteger(_range.BaseAddress.GetAddressBytes(), isUnsigned: true, isBigEndian: true)
            + (new BigInteger(index) << ((8 * size) - _maskSize));
        var bytes = start.ToByteArray(isUnsigned: true, isBigEndian: true);
        var address = new byte[size];
        bytes.CopyTo(address, size - bytes.Length);
        return $"{new IPAddress(address)}/{_maskSize}";
    }
}
