using System.Globalization;

namespace KubeSharp.Kubelet.Stats.Proc;

/// <summary>Reads /proc/PID/net/dev.</summary>
internal static class NetDev
{
    private const int Fields = 16;

    /// <summary>All interfaces but the loopback.</summary>
    public static IReadOnlyList<InterfaceStats> Parse(string text)
    {
        var interfaces = new List<InterfaceStats>();
        foreach (var line in text.Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon < 0)
            {
                continue;
            }

            var name = line[..colon].Trim();
            var fields = line[(colon + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (name != "lo" && fields.Length >= Fields)
            {
                interfaces.Add(new InterfaceStats(name, Number(fields[0]), Number(fields[2]), Number(fields[8]), Number(fields[10])));
            }
        }

        return interfaces;
    }

    /// <summary>The interface of the default route in /proc/net/route; null without one.</summary>
    public static string? DefaultInterface(string routes)
    {
        foreach (var line in routes.Split('\n'))
        {
            if (line.Split('\t') is [var name, "00000000", ..])
            {
                return name;
            }
        }

        return null;
    }

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);
}
