using System.Globalization;
using System.Runtime.InteropServices;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>What this machine is, as the node's status tells it.</summary>
internal sealed record MachineInfo
{
    public required int Cpus { get; init; }

    public required long MemoryBytes { get; init; }

    public string MachineId { get; init; } = "";

    public string SystemUuid { get; init; } = "";

    public string BootId { get; init; } = "";

    public string KernelVersion { get; init; } = "";

    public string OSImage { get; init; } = "";

    public string Architecture { get; init; } = "amd64";

    public static MachineInfo Read() => new()
    {
        Cpus = Environment.ProcessorCount,
        MemoryBytes = MemoryInfo("MemTotal") ?? 0,
        MachineId = First("/etc/machine-id", "/var/lib/dbus/machine-id"),
        SystemUuid = First("/sys/class/dmi/id/product_uuid", "/etc/machine-id").ToLowerInvariant(),
        BootId = First("/proc/sys/kernel/random/boot_id"),
        KernelVersion = First("/proc/sys/kernel/osrelease"),
        OSImage = PrettyName(First("/etc/os-release", "/usr/lib/os-release")),
        Architecture = RuntimeInformation.OSArchitecture switch
        {
            System.Runtime.InteropServices.Architecture.X64 => "amd64",
            System.Runtime.InteropServices.Architecture.Arm64 => "arm64",
            var other => other.ToString().ToLowerInvariant(),
        },
    };

    /// <summary>A line of /proc/meminfo in bytes.</summary>
    public static long? MemoryInfo(string name)
    {
        foreach (var line in First("/proc/meminfo").Split('\n'))
        {
            if (line.StartsWith(name + ":", StringComparison.Ordinal)
                && long.TryParse(line[(name.Length + 1)..].Replace("kB", "", StringComparison.Ordinal).Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var kilobytes))
            {
                return kilobytes * 1024;
            }
        }
        return null;
    }

    private static string First(params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            try
            {
                if (File.ReadAllText(path).Trim() is { Length: > 0 } text)
                {
                    return text;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // The next one may be there.
            }
        }
        return "";
    }

    private static string PrettyName(string release)
    {
        foreach (var line in release.Split('\n'))
        {
            if (line.StartsWith("PRETTY_NAME=", StringComparison.Ordinal))
            {
                return line["PRETTY_NAME=".Length..].Trim('"', '\'');
            }
        }
        return "Linux";
    }
}
