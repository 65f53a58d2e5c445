using System.Globalization;

namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>What the host allows the container runtime to do.</summary>
/// <param name="MayLowerOomScore">Processes may get a lower oom_score_adj than their parent (CAP_SYS_RESOURCE).</param>
internal sealed record HostCapabilities(bool MayLowerOomScore)
{
    private const int CapSysResource = 24;

    public static HostCapabilities Read() => new(HasCapability(File.ReadLines("/proc/self/status"), CapSysResource));

    /// <summary>Reads the effective set out of the lines of /proc/PID/status.</summary>
    public static bool HasCapability(IEnumerable<string> status, int capability)
    {
        const string key = "CapEff:";
        foreach (var line in status)
        {
            if (line.StartsWith(key, StringComparison.Ordinal))
            {
                var set = ulong.Parse(line.AsSpan(key.Length).Trim(), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
                return (set & (1UL << capability)) != 0;
            }
        }

        return false;
    }
}
