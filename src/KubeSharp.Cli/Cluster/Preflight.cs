using System.Net;
using System.Net.Sockets;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Cli.Commands;

namespace KubeSharp.Cli.Cluster;

/// <summary>Looks for what would stop a cluster from starting, and says how to mend it.</summary>
internal static class Preflight
{
    private static readonly (string Program, string Package)[] Programs =
        [("containerd", "containerd"), ("runc", "runc"), ("ctr", "containerd"), ("nft", "nftables"), ("iptables", "iptables"), ("ip", "iproute2"), ("mount", "mount")];

    private static readonly string[] KernelModules = ["overlay", "bridge", "veth", "br_netfilter", "nf_tables", "nf_conntrack"];

    public static async Task CheckAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            throw new UserException("a node needs root: run it again with sudo");
        }

        if (!Directory.Exists("/sys/fs/cgroup"))
        {
            throw new UserException("/sys/fs/cgroup is missing: mount the cgroup2 file system there");
        }

        if (options.ContainerRuntimeEndpoint.Length == 0)
        {
            foreach (var (program, package) in Programs)
            {
                if (Find(program) is null)
                {
                    throw new UserException($"{program} is missing: apt-get install {package}");
                }
            }
        }

        await LoadKernelModulesAsync(cancellationToken);
        if (!File.ReadLines("/proc/filesystems").Any(line => line.EndsWith("\toverlay", StringComparison.Ordinal)))
        {
            throw new UserException("the kernel has no overlay file system: load the module overlay or use a kernel that has it");
        }

        CheckPort(IPAddress.Any, options.SecurePort, "--secure-port");
        CheckPort(IPAddress.Any, options.KubeletPort, "--kubelet-port");
    }

    private static void CheckPort(IPAddress address, int port, string flag)
    {
        using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
        try
        {
            socket.Bind(new IPEndPoint(address, port));
        }
        catch (SocketException)
        {
            throw new UserException($"port {port} is taken: end the program that listens there (ss -ltnp), or choose another with {flag}");
        }
    }

    /// <summary>Modules may be built in, or there may be no module tools at all; what is really missing shows in the checks behind.</summary>
    private static async Task LoadKernelModulesAsync(CancellationToken cancellationToken)
    {
        if (Find("modprobe") is null)
        {
            return;
        }

        foreach (var module in KernelModules)
        {
            try
            {
                await SystemCommand.RunAsync("modprobe", ["-q", module], cancellationToken);
            }
            catch (CommandException)
            {
                // Built in, most likely.
            }
        }
    }

    private static string? Find(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(':')
        .Concat(["/usr/sbin", "/sbin"])
        .Select(directory => Path.Combine(directory, program))
        .FirstOrDefault(File.Exists);
}
