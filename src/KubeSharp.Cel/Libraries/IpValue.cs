using System.Net;
using System.Net.Sockets;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>An IP address, without a zone.</summary>
internal sealed class IpValue(IPAddress address) : CelObject
{
    public static CelType IpType { get; } = CelType.Opaque("net.IP");

    public override CelType Type => IpType;

    public IPAddress Address => address;

    public bool IsV4 => address.AddressFamily == AddressFamily.InterNetwork;

    /// <summary>In bytes.</summary>
    public override ulong Size => IsV4 ? 4UL : 16;

    /// <summary>Null if the text is no address; <paramref name="error"/> tells why.</summary>
    public static IpValue? Parse(string text, out string error)
    {
        error = "";
        if (text.Contains('%', StringComparison.Ordinal))
        {
            error = $"IP address \"{text}\" with zone value is not allowed";
            return null;
        }

        if (!(text.Contains(':', StringComparison.Ordinal) ? IPAddress.TryParse(text, out var address) && !text.Contains('[', StringComparison.Ordinal) : TryV4(text, out address)))
        {
            error = $"IP Address \"{text}\" parse error during conversion from string: ParseAddr(\"{text}\"): unable to parse IP";
            return null;
        }

        if (address!.IsIPv4MappedToIPv6)
        {
            error = $"IPv4-mapped IPv6 address \"{text}\" is not allowed";
            return null;
        }

        return new IpValue(address);
    }

    public override bool EqualTo(CelObject other) => other is IpValue ip && ip.Address.Equals(address);

    public override string ToString() => address.ToString();

    /// <summary>Four decimal numbers without leading zeros; .NET takes other forms too.</summary>
    private static bool TryV4(string text, out IPAddress? address)
    {
        address = null;
        var parts = text.Split('.');
        var bytes = new byte[4];
        if (parts.Length != 4)
        {
            return false;
        }

        for (var i = 0; i < 4; i++)
        {
            if (parts[i].Length is 0 or > 3 || (parts[i].Length > 1 && parts[i][0] == '0') || !byte.TryParse(parts[i], System.Globalization.NumberStyles.None, null, out bytes[i]))
            {
                return false;
            }
        }

        address = new IPAddress(bytes);
        return true;
    }
}
