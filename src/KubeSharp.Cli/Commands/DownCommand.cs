using System.CommandLine;
using KubeSharp.Addons.ContainerRuntime;
using KubeSharp.Addons.NodeNetwork;
using KubeSharp.Cli.Cluster;
using KubeSharp.Cli.Logging;
using KubeSharp.Kubelet;
using KubeSharp.Serving.Logging;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Cli.Commands;

/// <summary>Stops the cluster of a data directory: the server, its pods, its container runtime, and what they left in the kernel.</summary>
internal static class DownCommand
{
    private static readonly TimeSpan ServerTimeout = TimeSpan.FromSeconds(30);

    public static Command Create()
    {
        var command = new Command("down", "Stop the cluster of this machine and leave nothing of it running");
        var flags = new ClusterFlags();
        flags.AddDataDirectoryTo(command);
        flags.AddCgroupRootTo(command);
        var purge = new FlagSet(command).Switch("--purge", "Delete the cluster's data too", false);
        command.SetAction(async (result, cancellationToken) =>
        {
            if (!Environment.IsPrivilegedProcess)
            {
                throw new UserException("a node needs root: run it again with sudo");
            }

            var paths = flags.Paths(result);
            if (ServerProcess.Find(paths) is { } process)
            {
                await ServerProcess.StopAsync(process, ServerTimeout, cancellationToken);
                Console.WriteLine("The server has stopped.");
            }

            await StopContainersAsync(paths, cancellationToken);
            await LeftOvers.RemoveAsync(paths, NodeNetworkOptions.DefaultBridge, flags.CgroupRoot(result), cancellationToken);
            DeleteDirectory(paths.RunDirectory);
            if (result.GetValue(purge))
            {
                DeleteDirectory(paths.DataDirectory);
                Console.WriteLine($"{paths.DataDirectory} is deleted.");
            }

            Console.WriteLine("The cluster is down.");
            return 0;
        });
        return command;
    }

    private static async Task StopContainersAsync(ClusterPaths paths, CancellationToken cancellationToken)
    {
        using var loggers = ComponentLogging.Create(new LogVerbosity(0));
        var options = ContainerRuntimes.Options(paths);
        var containerd = new Containerd(options, TimeProvider.System, loggers.CreateLogger<Containerd>());
        if (File.Exists(options.Socket))
        {
            var stopped = await NodeTeardown.StopPodsAsync(options.Endpoint, TimeProvider.System, cancellationToken);
            Console.WriteLine($"{stopped} pods have stopped.");
        }

        await containerd.StopAsync(cancellationToken);
    }

    private static void DeleteDirectory(string path)
    {
        if (Directory.Exists(path))
        {
            Directory.Delete(path, recursive: true);
        }
    }
}
