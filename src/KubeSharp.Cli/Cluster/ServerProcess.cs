using System.Diagnostics;
using System.Globalization;
using KubeSharp.Addons.ContainerRuntime;

namespace KubeSharp.Cli.Cluster;

/// <summary>The process behind <c>kubesharp up</c>, known by its pid file.</summary>
internal static class ServerProcess
{
    /// <summary>The running process of this cluster; null if there is none. A pid that belongs to another program by now does not count.</summary>
    public static Process? Find(ClusterPaths paths)
    {
        if (!File.Exists(paths.PidFile) || !int.TryParse(File.ReadAllText(paths.PidFile), CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            var process = Process.GetProcessById(id);
            return File.ReadAllText($"/proc/{id}/cmdline").Contains(paths.DataDirectory, StringComparison.Ordinal) ? process : null;
        }
        catch (Exception gone) when (gone is ArgumentException or IOException)
        {
            return null;
        }
    }

    /// <summary>Starts this program as <c>kubesharp server</c> in a session of its own, its output going to the log.</summary>
    public static async Task<Process> StartAsync(ClusterPaths paths, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(paths.Logs);
        Directory.CreateDirectory(paths.RunDirectory);
        var program = Environment.ProcessPath ?? throw new InvalidOperationException("the path of this program is not known");
        await SystemCommand.RunAsync(
            "sh",
            ["-c", "log=$1; pid=$2; shift 2; setsid \"$@\" >>\"$log\" 2>&1 </dev/null & echo $! >\"$pid\"", "sh", paths.ServerLog, paths.PidFile, program, "server", .. arguments],
            cancellationToken);
        // Between the shell's fork and the program's start the command line may not be readable yet.
        for (var attempt = 0; attempt < 20; attempt++)
        {
            if (Find(paths) is { } process)
            {
                return process;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), TimeProvider.System, cancellationToken);
        }

        throw new CommandException($"the server ended at once; see {paths.ServerLog}");
    }

    /// <summary>Asks the process to end, and waits; after the timeout it is killed.</summary>
    public static async Task StopAsync(Process process, TimeSpan timeout, CancellationToken cancellationToken)
    {
        await SystemCommand.RunAsync("kill", [process.Id.ToString(CultureInfo.InvariantCulture)], cancellationToken);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            process.Kill();
            await process.WaitForExitAsync(cancellationToken);
        }
    }
}
