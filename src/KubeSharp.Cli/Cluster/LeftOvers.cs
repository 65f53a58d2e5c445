using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Proxy;

namespace KubeSharp.Cli.Cluster;

/// <summary>Removes what a stopped node left in the kernel: mounts, interfaces, packet filter rules, cgroups.</summary>
internal static class LeftOvers
{
    private static readonly string[] FilterTables = ["ip kubesharp-network"];
    private static readonly string[] PortMappingChains = ["CNI-HOSTPORT-DNAT", "CNI-HOSTPORT-SETMARK", "CNI-HOSTPORT-MASQ", "CNI-FORWARD", "CNI-ADMIN"];

    public static async Task RemoveAsync(ClusterPaths paths, string bridge, string cgroupRoot, CancellationToken cancellationToken)
    {
        foreach (var mount in MountsBelow(File.ReadLines("/proc/self/mounts"), paths.DataDirectory, paths.RunDirectory))
        {
            await TryAsync("umount", ["--lazy", mount], cancellationToken);
        }

        await TryAsync("ip", ["link", "delete", bridge], cancellationToken);
        foreach (var table in FilterTables)
        {
            await TryAsync("nft", ["delete", "table", .. table.Split(' ')], cancellationToken);
        }

        await ProxyCleanup.RunAsync(null, cancellationToken);
        await RemovePortMappingChainsAsync(cancellationToken);
        await TryAsync("systemctl", ["stop", "kubepods.slice"], cancellationToken);
        RemoveCgroups(cgroupRoot, "kubepods");
        RemoveCgroups(cgroupRoot, "kubepods.slice");
    }

    /// <summary>Mount points below the directories, inner ones first, out of the lines of /proc/mounts.</summary>
    internal static IReadOnlyList<string> MountsBelow(IEnumerable<string> mounts, params string[] directories) =>
    [
        .. mounts
            .Select(line => line.Split(' ')[1].Replace("\\040", " "))
            .Where(mount => directories.Any(directory => mount.StartsWith(directory + "/", StringComparison.Ordinal)))
            .OrderByDescending(mount => mount.Length),
    ];

    /// <summary>The port mapping plugin removes a pod's rules but leaves its own empty chains and the jumps to them.</summary>
    private static async Task RemovePortMappingChainsAsync(CancellationToken cancellationToken)
    {
        string[] rules;
        try
        {
            rules = (await SystemCommand.RunAsync("iptables-save", ["-t", "nat"], cancellationToken)).Split('\n');
        }
        catch (Exception missing) when (missing is CommandException or System.ComponentModel.Win32Exception)
        {
            return;
        }

        foreach (var rule in rules.Where(rule => rule.StartsWith("-A ", StringComparison.Ordinal) && PortMappingChains.Any(chain => rule.EndsWith("-j " + chain, StringComparison.Ordinal))))
        {
            await TryAsync("sh", ["-c", $"iptables -t nat -D {rule[3..]}"], cancellationToken);
        }

        foreach (var chain in PortMappingChains.Where(chain => rules.Any(rule => rule.StartsWith($":{chain} ", StringComparison.Ordinal))))
        {
            await TryAsync("iptables", ["-t", "nat", "-F", chain], cancellationToken);
            await TryAsync("iptables", ["-t", "nat", "-X", chain], cancellationToken);
        }
    }

    private static void RemoveCgroups(string cgroupRoot, string name)
    {
        var roots = Directory.GetDirectories("/sys/fs/cgroup").Append("/sys/fs/cgroup").Select(root => Path.Join(root, cgroupRoot, name));
        foreach (var root in roots.Where(Directory.Exists))
        {
            foreach (var group in Directory.GetDirectories(root, "*", SearchOption.AllDirectories).Append(root).OrderByDescending(path => path.Length))
            {
                try
                {
                    Directory.Delete(group);
                }
                catch (IOException)
                {
                    // A process is still in it: another node's pod, perhaps.
                }
            }
        }
    }

    private static async Task TryAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            await SystemCommand.RunAsync(program, arguments, cancellationToken);
        }
        catch (Exception nothingThere) when (nothingThere is CommandException or System.ComponentModel.Win32Exception)
        {
            // Nothing there to remove.
        }
    }
}
