using System.Threading.Channels;

namespace KubeSharp.Kubelet.Server.Logs;

/// <summary>
/// Tells when something happens to a log file: it grows, or is replaced by rotation. Watches the directory, because a rotated file takes
/// its inode away. The watch may miss an event when the kernel's queue overflows, so waiting also ends after a second.
/// </summary>
internal sealed class LogChanges : IDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    private readonly Channel<bool> _changed = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly FileSystemWatcher? _watcher;
    private readonly TimeProvider _time;

    public LogChanges(string path, TimeProvider time)
    {
        _time = time;
        try
        {
            _watcher = new FileSystemWatcher(Path.GetDirectoryName(path)!, Path.GetFileName(path))
            {
                NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite | NotifyFilters.FileName,
            };
            _watcher.Changed += (_, _) => Signal();
            _watcher.Created += (_, _) => Signal();
            _watcher.Renamed += (_, _) => Signal();
            _watcher.EnableRaisingEvents = true;
        }
        catch (Exception exception) when (exception is IOException or ArgumentException)
        {
            // No inotify instance left, or no such directory: the time limit alone drives the reader.
            _watcher?.Dispose();
            _watcher = null;
        }
    }

    /// <summary>Returns after a change since the last return, or after a second.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Longest, _time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            await _changed.Reader.ReadAsync(linked.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
        }
    }

    public void Dispose() => _watcher?.Dispose();

    private void Signal() => _changed.Writer.TryWrite(true);
}
