using System.Net;
using KubeSharp.Cel.Costs;
using KubeSharp.Cel.Types;
using KubeSharp.Cel.Values;

namespace KubeSharp.Cel.Libraries;

/// <summary>ip(), isIP() and what an address is.</summary>
internal static class IpFunctions
{
    public static void AddTo(Library library)
    {
        library.Global(
            "ip",
            "string_to_ip",
            [CelType.String],
            IpValue.IpType,
            arguments => IpValue.Parse(arguments[0].AsString, out var error) is { } ip ? CelValue.Of(ip) : Library.Error(error),
            CommonCosts.Traversal(),
            CommonCosts.TraversalEstimate());
        library.Global(
            "isIP",
            "is_ip",
            [CelType.String],
            CelType.Bool,
            arguments => CelValue.Of(IpValue.Parse(arguments[0].AsString, out _) is not null),
            CommonCosts.Traversal(),
            CommonCosts.TraversalEstimate());
        library.Global(
            "ip.isCanonical",
            "ip_is_canonical",
            [CelType.String],
            CelType.Bool,
            arguments => IpValue.Parse(arguments[0].AsString, out var error) is { } ip
                ? CelValue.Of(ip.ToString() == arguments[0].AsString)
                : Library.Error(error),
            CommonCosts.Traversal(times: 2),
            CommonCosts.TraversalEstimate(times: 2));
        library.Global("string", "ip_to_string", [IpValue.IpType], CelType.String, arguments => CelValue.Of(arguments[0].AsObject.ToString()));
        library.Member("family", "ip_family", [IpValue.IpType], CelType.Int, arguments => CelValue.Of(Of(arguments[0]).IsV4 ? 4L : 6L));
        Claim(library, "isUnspecified", "ip_is_unspecified", ip => ip.Address.Equals(ip.IsV4 ? IPAddress.Any : IPAddress.IPv6Any));
        Claim(library, "isLoopback", "ip_is_loopback", ip => IPAddress.IsLoopback(ip.Address));
        Claim(library, "isLinkLocalMulticast", "ip_is_link_local_multicast", IsLinkLocalMulticast);
        Claim(library, "isLinkLocalUnicast", "ip_is_link_local_unicast", IsLinkLocalUnicast);
        Claim(library, "isGlobalUnicast", "ip_is_global_unicast", IsGlobalUnicast);
    }

    private static IpValue Of(in CelValue value) => (IpValue)value.AsObject;

    private static void Claim(Library library, string name, string id, Func<IpValue, bool> claim) =>
        library.Member(name, id, [IpValue.IpType], CelType.Bool, arguments => CelValue.Of(claim(Of(arguments[0]))));

    private static bool IsLinkLocalMulticast(IpValue ip)
    {
        var bytes = ip.Address.GetAddressBytes();
        return ip.IsV4 ? bytes is [224, 0, 0, _] : bytes[0] == 0xff && (bytes[1] & 0x0f) == 2;
    }

    private static bool IsLinkLocalUnicast(IpValue ip)
    {
        var bytes = ip.Address.GetAddressBytes();
        return ip.IsV4 ? bytes is [169, 254, _, _] : bytes[0] == 0xfe && (bytes[1] & 0xc0) == 0x80;
    }

    private static bool IsGlobalUnicast(IpValue ip)
    {
        var bytes = ip.Address.GetAddressBytes();
        var isMulticast = ip.IsV4 ? (bytes[0] & 0xf0) == 0xe0 : bytes[0] == 0xff;
        return !isMulticast && !IPAddress.IsLoopback(ip.Address) && !IsLinkLocalUnicast(ip)
            && !ip.Address.Equals(ip.IsV4 ? IPAddress.Any : IPAddress.IPv6Any) && !ip.Address.Equals(IPAddress.Broadcast);
    }
}
