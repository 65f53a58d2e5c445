using System.Globalization;
using System.Net;

namespace KubeSharp.Addons.ClusterDns;

/// <summary>Names of reverse look-ups: 7.0.244.10.in-addr.arpa and the nibbles of ip6.arpa.</summary>
internal static class ReverseName
{
    private const string V4 = ".in-addr.arpa";
    private const string V6 = ".ip6.arpa";

    public static IPAddress? Parse(string name)
    {
        if (name.EndsWith(V4, StringComparison.Ordinal))
        {
            var labels = name[..^V4.Length].Split('.');
            Array.Reverse(labels);
            return labels.Length == 4 && IPAddress.TryParse(string.Join('.', labels), out var address) ? address : null;
        }

        if (name.EndsWith(V6, StringComparison.Ordinal))
        {
            var nibbles = name[..^V6.Length].Split('.');
            if (nibbles.Length != 32 || Array.Exists(nibbles, nibble => nibble.Length != 1 || !char.IsAsciiHexDigit(nibble[0])))
            {
                return null;
            }

            var bytes = new byte[16];
            for (var index = 0; index < 16; index++)
            {
                bytes[index] = byte.Parse(nibbles[31 - (2 * index)] + nibbles[30 - (2 * index)], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            }

            return new IPAddress(bytes);
        }

        return null;
    }
}
