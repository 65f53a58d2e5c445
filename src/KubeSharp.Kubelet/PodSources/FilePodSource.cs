using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.PodWorkers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.PodSources;

/// <summary>Static pods from a directory (or one file): read at once when something changes, and from time to time in any case.</summary>
internal sealed partial class FilePodSource(
    string path, TimeSpan interval, StaticPods manifests, IPodSink sink, TimeProvider time, ILogger<FilePodSource> logger)
{
    public const string Name = "file";

    /// <summary>A file is often written in several steps.</summary>
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(50);

    private readonly ILogger _logger = logger;
    private readonly PodDiff _diff = new(sink);

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var signal = new WakeSignal(time);
        using var watcher = Watch(signal);
        while (!cancellationToken.IsCancellationRequested)
        {
            if (Read() is { } pods)
            {
                _diff.Apply(pods);
                sink.Ready(Name);
            }
            try
            {
                await signal.WaitAsync(interval, cancellationToken).ConfigureAwait(false);
                await Task.Delay(Settle, time, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }

    /// <returns>Null where the directory cannot be read, which does not mean that its pods are gone.</returns>
    private List<Pod>? Read()
    {
        var pods = new List<Pod>();
        try
        {
            if (!Path.Exists(path))
            {
                return pods;
            }
            var files = Directory.Exists(path) ? Directory.EnumerateFiles(path).Order(StringComparer.Ordinal) : (IEnumerable<string>)[path];
            foreach (var file in files)
            {
                if (!Path.GetFileName(file).StartsWith('.'))
                {
                    Read(file, pods);
                }
            }
            return pods;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            LogUnreadable(path, exception.Message);
            return null;
        }
    }

    private void Read(string file, List<Pod> pods)
    {
        try
        {
            pods.AddRange(manifests.Read(File.ReadAllBytes(file), Name, file));
        }
        catch (FormatException exception)
        {
            LogMalformed(file, exception.Message);
        }
    }

    private FileSystemWatcher? Watch(WakeSignal signal)
    {
        if (!Directory.Exists(path))
        {
            return null;
        }
        var watcher = new FileSystemWatcher(path);
        watcher.Changed += (_, _) => signal.Set();
        watcher.Created += (_, _) => signal.Set();
        watcher.Deleted += (_, _) => signal.Set();
        watcher.Renamed += (_, _) => signal.Set();
        watcher.EnableRaisingEvents = true;
        return watcher;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Static pods cannot be read from {Path}: {Error}")]
    private partial void LogUnreadable(string path, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{File} is not a static pod: {Error}")]
    private partial void LogMalformed(string file, string error);
}
