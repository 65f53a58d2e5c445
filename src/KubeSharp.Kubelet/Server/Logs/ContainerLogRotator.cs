using System.Globalization;
using System.IO.Compression;
using Grpc.Core;
using KubeSharp.Kubelet.Cri;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>
/// Keeps container logs small, with upstream's file names: <c>0.log</c> in use, <c>0.log.20060102-150405</c> the one rotated last, older
/// ones the same with <c>.gz</c>. The file rotated last stays uncompressed because a reader may still follow it.
/// </summary>
internal sealed partial class ContainerLogRotator(ICriClient runtime, KubeletServerOptions options, TimeProvider time, ILogger<ContainerLogRotator> logger)
{
    private const string TimestampFormat = "yyyyMMdd-HHmmss";
    private const string CompressedSuffix = ".gz";
    private const string TemporarySuffix = ".tmp";

    /// <summary>Watches all logs until cancelled.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(options.ContainerLogMonitorInterval, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                await RotateAllAsync(cancellationToken);
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogListFailed(exception.Status.Detail);
            }
        }
    }

    internal async Task RotateAllAsync(CancellationToken cancellationToken)
    {
        foreach (var container in await runtime.ListContainersAsync(null, cancellationToken))
        {
            if (container.State != Cri.ContainerState.ContainerRunning)
            {
                continue;
            }

            try
            {
                var status = await runtime.ContainerStatusAsync(container.Id, verbose: false, cancellationToken);
                var path = status.Status.LogPath;
                if (path.Length > 0 && new FileInfo(path) is { Exists: true } file && file.Length >= options.ContainerLogMaxSize)
                {
                    await RotateAsync(container.Id, path, cancellationToken);
                }
            }
            catch (Exception exception) when (exception is RpcException or IOException or UnauthorizedAccessException)
            {
                LogRotationFailed(container.Id, exception.Message);
            }
        }
    }

    internal async Task RotateAsync(string containerId, string path, CancellationToken cancellationToken)
    {
        var rotated = RotatedFiles(path);
        foreach (var temporary in rotated.Where(file => file.EndsWith(TemporarySuffix, StringComparison.Ordinal)))
        {
            File.Delete(temporary);
        }

        // Beside the file in use and the one that is made below.
        rotated.RemoveAll(file => file.EndsWith(TemporarySuffix, StringComparison.Ordinal));
        var keep = Math.Max(options.ContainerLogMaxFiles - 2, 0);
        foreach (var file in rotated.Take(Math.Max(rotated.Count - keep, 0)))
        {
            File.Delete(file);
        }

        foreach (var file in rotated.Skip(Math.Max(rotated.Count - keep, 0)))
        {
            if (!file.EndsWith(CompressedSuffix, StringComparison.Ordinal))
            {
                await CompressAsync(file, cancellationToken);
            }
        }

        var target = $"{path}.{time.GetUtcNow().ToString(TimestampFormat, CultureInfo.InvariantCulture)}";
        File.Move(path, target, overwrite: true);
        try
        {
            await runtime.ReopenContainerLogAsync(containerId, cancellationToken);
        }
        catch (RpcException)
        {
            // The runtime goes on writing to the renamed file: give it its name back, and try again next time.
            File.Move(target, path, overwrite: true);
            throw;
        }
    }

    /// <summary>The rotated files of a log, the oldest first.</summary>
    private static List<string> RotatedFiles(string path)
    {
        // Not by a search pattern: "0.log.*" matches "0.log" too.
        var files = Directory.GetFiles(Path.GetDirectoryName(path)!).Where(file => file.StartsWith(path + ".", StringComparison.Ordinal)).ToList();
        files.Sort(StringComparer.Ordinal);
        return files;
    }

    private static async Task CompressAsync(string file, CancellationToken cancellationToken)
    {
        var temporary = file + TemporarySuffix;
        await using (var source = File.OpenRead(file))
        await using (var target = new GZipStream(File.Create(temporary), CompressionLevel.Fastest))
        {
            await source.CopyToAsync(target, cancellationToken);
        }

        File.Move(temporary, file + CompressedSuffix, overwrite: true);
        File.Delete(file);
    }
}
