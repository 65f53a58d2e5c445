using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KubeSharp.ApiServer.Resources.Validation;

/// <summary>IP addresses and CIDRs in the forms that Kubernetes takes: dotted quads (leading zeros allowed) and IPv6 without a zone.</summary>
internal static class IpChecks
{
    public const string InvalidIp = "must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)";
    public const string InvalidCidr = "must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)";

    public static IPAddress? Parse(ReadOnlySpan<char> text)
    {
        if (text.Contains(':'))
        {
            return !text.ContainsAny('%', '[', ']') && IPAddress.TryParse(text, out var address) ? address : null;
        }

        Span<byte> bytes = stackalloc byte[4];
        var count = 0;
        foreach (var range in text.Split('.'))
        {
            var part = text[range];
            if (count == 4 || part.IsEmpty || part.Length > 3 || part.ContainsAnyExceptInRange('0', '9') ||
                !byte.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out bytes[count]))
            {
                return null;
            }

            count++;
        }

        return count == 4 ? new IPAddress(bytes) : null;
    }

    public static bool IsIPv6(string text) => Parse(text) is { AddressFamily: AddressFamily.InterNetworkV6, IsIPv4MappedToIPv6: false };

    public static bool TryParseCidr(string text, out IPAddress address, out int prefixLength)
    {
        address = IPAddress.None;
        prefixLength = 0;
        var slash = text.IndexOf('/');
        if (slash < 0 || Parse(text.AsSpan(0, slash)) is not { } parsed ||
            !int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out prefixLength) ||
            prefixLength > (parsed.AddressFamily == AddressFamily.InterNetwork ? 32 : 128))
        {
            return false;
        }

        address = parsed;
        return true;
    }

    public static bool Ip(ErrorList errors, FieldPath path, string text)
    {
        if (Parse(text) is not null)
        {
            return true;
        }

        errors.InvalidText(path, text, InvalidIp);
        return false;
    }

    public static bool Cidr(ErrorList errors, FieldPath path, string text)
    {
        if (TryParseCidr(text, out _, out _))
        {
            return true;
        }

        errors.InvalidText(path, text, InvalidCidr);
        return false;
    }

    /// <summary>Refuses addresses that no endpoint can have: unspecified, loopback, link-local.</summary>
    public static void NonSpecial(ErrorList errors, FieldPath path, string text)
    {
        if (Parse(text) is not { } address)
        {
            errors.InvalidText(path, text, "must be a valid IP address");
            return;
        }

        var bytes = address.GetAddressBytes();
        var four = bytes.Length == 4;
        if (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any))
        {
            errors.InvalidText(path, text, $"may not be unspecified ({text})");
        }

        if (IPAddress.IsLoopback(address))
        {
            errors.InvalidText(path, text, "may not be in the loopback range (127.0.0.0/8, ::1/128)");
        }

        if (four ? bytes[0] == 169 && bytes[1] == 254 : address.IsIPv6LinkLocal)
        {
            errors.InvalidText(path, text, "may not be in the link-local range (169.254.0.0/16, fe80::/10)");
        }

        if (four ? bytes[0] == 224 && bytes[1] == 0 && bytes[2] == 0 : bytes[0] == 0xFF && (bytes[1] & 0x0F) == 2)
        {
            errors.InvalidText(path, text, "may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)");
        }
    }
}
