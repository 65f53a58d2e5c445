using System.Security.Cryptography;
using System.Threading.Channels;
using KubeSharp.ApiServer.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Configuration;

/// <summary>
/// A configuration file that is read again when it changes. The system tells of changes in its directory, which also covers files that
/// are replaced or reached by a link (volumes of ConfigMaps); once a minute it is looked at all the same. Content that cannot be used
/// changes nothing.
/// </summary>
internal sealed partial class ReloadedFile : IServerTask
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    private readonly string _path;
    private readonly Func<byte[], CancellationToken, ValueTask> _apply;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Channel<bool> _signals = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private byte[] _seen;

    /// <param name="path">The file.</param>
    /// <param name="content">What has been read from it.</param>
    /// <param name="apply">Puts a new content to use; throws <see cref="ConfigurationException"/> if it is no good.</param>
    public ReloadedFile(string path, byte[] content, Func<byte[], CancellationToken, ValueTask> apply, TimeProvider time, ILogger<ReloadedFile> logger)
    {
        (_path, _apply, _time, _logger) = (path, apply, time, logger);
        _seen = SHA256.HashData(content);
    }

    public string Name => "reload-" + Path.GetFileName(_path);

    public Task Started => Task.CompletedTask;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var watcher = new FileSystemWatcher(Path.GetDirectoryName(Path.GetFullPath(_path))!);
        watcher.Changed += (_, _) => Signal();
        watcher.Created += (_, _) => Signal();
        watcher.Renamed += (_, _) => Signal();
        watcher.EnableRaisingEvents = true;
        await using var timer = _time.CreateTimer(_ => Signal(), null, Period, Period);
        while (await _signals.Reader.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            _signals.Reader.TryRead(out _);
            await CheckAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Reads the file and applies it if it is another one than last time.</summary>
    internal async Task CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var content = ConfigurationFile.ReadBytes(_path);
            var hash = SHA256.HashData(content);
            if (content.Length == 0 || hash.AsSpan().SequenceEqual(_seen))
            {
                // An empty file is one that somebody is about to write.
                return;
            }

            _seen = hash;
            await _apply(content, cancellationToken).ConfigureAwait(false);
            LogReloaded(_path);
        }
        catch (ConfigurationException unusable)
        {
            LogRefused(_path, unusable.Message);
        }
    }

    private void Signal() => _signals.Writer.TryWrite(true);
}
