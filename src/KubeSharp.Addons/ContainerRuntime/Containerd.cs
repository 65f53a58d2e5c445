using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Addons.ContainerRuntime;

/// <summary>
/// The cluster's own containerd. It is started in a session of its own, so that it and its containers outlive KubeSharp;
/// a running one is taken over; one that dies is started again.
/// </summary>
public sealed partial class Containerd(ContainerdOptions options, TimeProvider time, ILogger<Containerd> logger)
{
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan StartGrace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RestartDelay = TimeSpan.FromSeconds(1);

    private string PidFile => Path.Combine(options.StateDirectory, "containerd.pid");

    /// <summary>Ready to serve CRI, with the sandbox image and the images of the image folder present.</summary>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (!await AnswersAsync(cancellationToken))
        {
            await LaunchAsync(cancellationToken);
            await EndOrphansAsync(cancellationToken);
        }

        await ImportImagesAsync(cancellationToken);
        LogRunning(logger, options.Socket);
    }

    /// <summary>Starts containerd again whenever its process has gone. Returns when cancelled; containerd then goes on.</summary>
    public async Task SuperviseAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                if (RunningProcess() is { } process)
                {
                    await process.WaitForExitAsync(cancellationToken);
                }

                LogGone(logger);
                await LaunchAsync(cancellationToken);
                await EndOrphansAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure) when (failure is CommandException or IOException)
            {
                LogStartFailed(logger, failure.Message);
                await Task.Delay(RestartDelay, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Ends the process and waits for it. Its containers have to be stopped before; what is left of them is killed.</summary>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (RunningProcess() is { } process)
        {
            await SystemCommand.RunAsync("kill", [process.Id.ToString(CultureInfo.InvariantCulture)], cancellationToken);
            await process.WaitForExitAsync(cancellationToken);
        }

        // Its directory is gone where nothing has run since the last stop.
        if (File.Exists(PidFile))
        {
            File.Delete(PidFile);
        }

        foreach (var shim in Shim.Of(options.Socket))
        {
            shim.Kill();
        }
    }

    private async Task LaunchAsync(CancellationToken cancellationToken)
    {
        foreach (var directory in (ReadOnlySpan<string>)[options.DataDirectory, options.StateDirectory, options.CniConfigurationDirectory])
        {
            Directory.CreateDirectory(directory);
        }

        var configuration = Path.Combine(options.DataDirectory, "config.toml");
        await File.WriteAllTextAsync(configuration, ContainerdConfiguration.Render(options, HostCapabilities.Read()), cancellationToken);
        await SystemCommand.RunAsync(
            "sh",
            ["-c", "setsid containerd --config \"$1\" >>\"$2\" 2>&1 </dev/null & echo $! >\"$3\"", "sh", configuration, options.LogFile, PidFile],
            cancellationToken);
        await WaitUntilItAnswersAsync(cancellationToken);
    }

    private async Task WaitUntilItAnswersAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (!await AnswersAsync(cancellationToken))
        {
            // Just after its start the process still has the shell's name.
            var elapsed = time.GetElapsedTime(started);
            if ((RunningProcess() is null && elapsed > StartGrace) || elapsed > StartTimeout)
            {
                throw new CommandException($"containerd does not answer on {options.Socket}; see {options.LogFile}");
            }

            await Task.Delay(ProbePeriod, time, cancellationToken);
        }
    }

    /// <summary>A containerd that was killed while it made containers knows nothing of the last ones; their shims would stay for ever.</summary>
    private async Task EndOrphansAsync(CancellationToken cancellationToken)
    {
        // In this order: containerd records a container before it starts the shim.
        var shims = Shim.Of(options.Socket);
        var known = await SystemCommand.RunAsync("ctr", ["--address", options.Socket, "--namespace", "k8s.io", "containers", "list", "--quiet"], cancellationToken);
        var ids = known.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).ToHashSet();
        foreach (var orphan in shims.Where(shim => !ids.Contains(shim.ContainerId)))
        {
            LogOrphan(logger, orphan.ContainerId);
            orphan.Kill();
        }
    }

    private async Task ImportImagesAsync(CancellationToken cancellationToken)
    {
        var pause = Path.Combine(options.DataDirectory, "pause.tar");
        PauseImage.WriteArchive(pause);
        await ImageImporter.ImportAsync(options.Socket, pause, cancellationToken);
        await ImageImporter.ImportFolderAsync(options.Socket, options.ImagesDirectory, logger, cancellationToken);
    }

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(options.Socket), cancellationToken);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>Null if the process of the pid file has gone or the number is another program's by now.</summary>
    private Process? RunningProcess()
    {
        if (!File.Exists(PidFile) || !int.TryParse(File.ReadAllText(PidFile), CultureInfo.InvariantCulture, out var id))
        {
            return null;
        }

        try
        {
            var process = Process.GetProcessById(id);
            return process.ProcessName == "containerd" && !process.HasExited ? process : null;
        }
        catch (ArgumentException)
        {
            return null;
        }
    }
}
