using System.Globalization;
using System.Net;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>An address with the length of its network's prefix.</summary>
internal sealed class CidrValue(IpValue ip, int prefix) : CelObject
{
    public static CelType CidrType { get; } = CelType.Opaque("net.CIDR");

    public override CelType Type => CidrType;

    public IpValue Ip => ip;

    public int Prefix => prefix;

    /// <summary>In bytes of the prefix.</summary>
    public override ulong Size => (ulong)((prefix + 7) / 8);

    /// <summary>Null if the text is no such thing; <paramref name="error"/> tells why.</summary>
    public static CidrValue? Parse(string text, out string error)
    {
        var slash = text.LastIndexOf('/');
        error = $"network address parse error during conversion from string: netip.ParsePrefix(\"{text}\"): no '/'";
        if (slash < 0)
        {
            return null;
        }

        if (IpValue.Parse(text[..slash], out error) is not { } address)
        {
            return null;
        }

        var length = text.AsSpan(slash + 1);
        if (length.Length is 0 or > 3 || (length.Length > 1 && length[0] == '0')
            || !int.TryParse(length, NumberStyles.None, CultureInfo.InvariantCulture, out var bits) || bits > (address.IsV4 ? 32 : 128))
        {
            error = $"network address parse error during conversion from string: netip.ParsePrefix(\"{text}\"): bad bits after slash: \"{length}\"";
            return null;
        }

        return new CidrValue(address, bits);
    }

    public bool Contains(IpValue other)
    {
        if (other.IsV4 != ip.IsV4)
        {
            return false;
        }

        var (network, address) = (ip.Address.GetAddressBytes(), other.Address.GetAddressBytes());
        for (var bit = 0; bit < prefix; bit += 8)
        {
            var mask = prefix - bit >= 8 ? 0xff : (byte)(0xff << (8 - (prefix - bit)));
            if (((network[bit / 8] ^ address[bit / 8]) & mask) != 0)
            {
                return false;
            }
        }

        return true;
    }

    public bool Contains(CidrValue other) => other.Prefix >= prefix && Contains(other.Ip);

    /// <summary>The same network with nothing behind the prefix.</summary>
    public CidrValue Masked()
    {
        var bytes = ip.Address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++)
        {
            var kept = Math.Clamp(prefix - (i * 8), 0, 8);
            bytes[i] &= (byte)(0xff << (8 - kept));
        }

        return new CidrValue(new IpValue(new IPAddress(bytes)), prefix);
    }

    public override bool EqualTo(CelObject other) => other is CidrValue cidr && cidr.Prefix == prefix && cidr.Ip.EqualTo(ip);

    public override string ToString() => $"{ip}/{prefix.ToString(CultureInfo.InvariantCulture)}";
}
