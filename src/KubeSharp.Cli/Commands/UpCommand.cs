using System.CommandLine;
using System.Diagnostics;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Cli.Cluster;
using KubeSharp.Client;
using KubeSharp.Client.Configuration;

namespace KubeSharp.Cli.Commands;

/// <summary>Starts a cluster in the background and waits until its node is ready.</summary>
internal static class UpCommand
{
    private static readonly TimeSpan Timeout = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan PollPeriod = TimeSpan.FromMilliseconds(50);

    public static Command Create()
    {
        var command = new Command("up", "Start a cluster on this machine, in the background");
        var flags = new ClusterFlags();
        flags.AddTo(command);
        var own = new FlagSet(command);
        var merge = own.Switch("--merge-kubeconfig", "Add the cluster to ~/.kube/config and make it the current one", false);
        var archives = own.List("--image-archive", "OCI or docker image archive that the cluster's own container runtime shall have; may be repeated");
        command.SetAction(async (result, cancellationToken) =>
        {
            var options = flags.Read(result);
            if (ServerProcess.Find(options.Paths) is { } running)
            {
                Console.WriteLine($"KubeSharp is running already (process {running.Id}).");
                PrintNextSteps(options.Paths);
                return 0;
            }

            var clock = Stopwatch.StartNew();
            await Preflight.CheckAsync(options, cancellationToken);
            KeepArchives(result.GetRequiredValue(archives), options.Paths.Images);
            using var process = await ServerProcess.StartAsync(options.Paths, flags.Render(options, result), cancellationToken);
            await WaitAsync("API server", process, options, clock, IsServerReadyAsync, cancellationToken);
            await WaitAsync($"Node {options.NodeName}", process, options, clock, IsNodeReadyAsync, cancellationToken);
            Console.WriteLine($"The cluster is up after {clock.Elapsed.TotalSeconds:F1} s.");
            if (result.GetValue(merge))
            {
                MergeKubeconfig(options.Paths.AdminKubeconfig);
            }

            PrintNextSteps(options.Paths);
            return 0;
        });
        return command;
    }

    /// <summary>The runtime imports this folder when it starts.</summary>
    private static void KeepArchives(IEnumerable<string> archives, string folder)
    {
        Directory.CreateDirectory(folder);
        foreach (var archive in archives)
        {
            if (!File.Exists(archive))
            {
                throw new UserException($"{archive} does not exist");
            }

            File.Copy(archive, Path.Combine(folder, Path.GetFileName(archive)), overwrite: true);
        }
    }

    private static async Task WaitAsync(
        string what, Process process, ClusterOptions options, Stopwatch clock, Func<ClusterOptions, CancellationToken, Task<bool>> isReady, CancellationToken cancellationToken)
    {
        while (!await TryAsync(isReady, options, cancellationToken))
        {
            if (process.HasExited)
            {
                throw new UserException($"the server ended: {LastError(options.Paths.ServerLog)} (see {options.Paths.ServerLog})");
            }

            if (clock.Elapsed > Timeout)
            {
                throw new UserException($"{what} is not ready after {Timeout.TotalMinutes} minutes; see {options.Paths.ServerLog}");
            }

            await Task.Delay(PollPeriod, TimeProvider.System, cancellationToken);
        }

        Console.WriteLine($"{what} is ready ({clock.Elapsed.TotalSeconds:F1} s)");
    }

    /// <summary>While the cluster starts, every failure just means not yet.</summary>
    private static async Task<bool> TryAsync(
        Func<ClusterOptions, CancellationToken, Task<bool>> isReady, ClusterOptions options, CancellationToken cancellationToken)
    {
        try
        {
            return File.Exists(options.Paths.AdminKubeconfig) && await isReady(options, cancellationToken);
        }
        catch (Exception notYet) when (notYet is HttpRequestException or IOException or ApiException or UserException)
        {
            return false;
        }
    }

    private static async Task<bool> IsServerReadyAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        var client = Connect(options);
        await client.GetAsync<Namespace>("", "kube-system", cancellationToken);
        return true;
    }

    private static async Task<bool> IsNodeReadyAsync(ClusterOptions options, CancellationToken cancellationToken)
    {
        var node = await Connect(options).GetAsync<Node>("", options.NodeName, cancellationToken);
        return node.Status.Conditions.Any(condition => condition.Type == "Ready" && condition.Status == "True");
    }

    private static KubeClient Connect(ClusterOptions options) => KubeClients.FromKubeconfig(options.Paths.AdminKubeconfig, "kubesharp-up", TimeProvider.System);

    private static string LastError(string log) => File.Exists(log)
        ? File.ReadLines(log).LastOrDefault(line => line.StartsWith('F') || line.StartsWith('E') || line.StartsWith("kubesharp: ", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal)) ?? "no reason given"
        : "no reason given";

    private static void MergeKubeconfig(string path)
    {
        KubeConfigWriter.MergeInto(KubeConfig.DefaultPath, KubeConfig.Load(path), makeCurrent: true);
        Console.WriteLine($"{KubeConfig.DefaultPath} has the cluster as its current context.");
    }

    private static void PrintNextSteps(ClusterPaths paths) => Console.WriteLine(
        $"""

        export KUBECONFIG={paths.AdminKubeconfig}      (or run up with --merge-kubeconfig)
        kubectl get nodes -o wide
        kubectl apply -f examples/guestbook/
        kubectl -n guestbook rollout status deployment/web
        """);
}
