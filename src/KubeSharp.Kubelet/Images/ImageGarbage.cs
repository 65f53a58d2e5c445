using Grpc.Core;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Native;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Images;

/// <summary>
/// Knows the node's images, and removes those that no container uses when the disk fills up: above the high threshold, the least recently
/// used first, down to the low one.
/// </summary>
internal sealed partial class ImageGarbage(ICriClient runtime, KubeletOptions options, TimeProvider time, ILogger<ImageGarbage> logger)
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan ListInterval = TimeSpan.FromSeconds(30);

    private readonly ILogger _logger = logger;
    private readonly Dictionary<string, DateTimeOffset> _firstSeen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _lastUsed = new(StringComparer.Ordinal);
    private readonly SemaphoreSlim _gate = new(1);
    private volatile IReadOnlyList<Image> _images = [];
    private volatile string _fileSystem = "";

    /// <summary>The images, as listed last.</summary>
    public IReadOnlyList<Image> Images => _images;

    /// <summary>Where images are kept; empty while unknown.</summary>
    public string FileSystem => _fileSystem;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var collected = time.GetTimestamp();
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await ListAsync(cancellationToken).ConfigureAwait(false);
                if (time.GetElapsedTime(collected) >= Interval)
                {
                    collected = time.GetTimestamp();
                    await CollectAsync(cancellationToken).ConfigureAwait(false);
                }
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogFailed(exception.Describe());
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(ListInterval, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Frees space if the disk is fuller than the high threshold.</summary>
    public async Task CollectAsync(CancellationToken cancellationToken)
    {
        if (_fileSystem.Length == 0 || FileSystemUsage.Of(_fileSystem) is not { CapacityBytes: > 0 } usage)
        {
            return;
        }
        var percent = 100 - (usage.AvailableBytes * 100 / usage.CapacityBytes);
        if (percent >= options.ImageGCHighThresholdPercent)
        {
            var target = (usage.CapacityBytes * (100 - options.ImageGCLowThresholdPercent) / 100) - usage.AvailableBytes;
            await FreeAsync(target, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Removes unused images until so many bytes are freed.</summary>
    public async Task FreeAsync(long bytes, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await ListAsync(cancellationToken).ConfigureAwait(false);
            var now = time.GetUtcNow();
            var freed = 0L;
            foreach (var image in await UnusedAsync(cancellationToken).ConfigureAwait(false))
            {
                if (freed >= bytes)
                {
                    break;
                }
                if (now - _firstSeen.GetValueOrDefault(image.Id, now) < options.ImageMinimumGCAge)
                {
                    continue;
                }
                LogRemoved(image.RepoTags.FirstOrDefault() ?? image.Id, image.Size);
                await runtime.RemoveImageAsync(new ImageSpec { Image = image.Id }, cancellationToken).ConfigureAwait(false);
                freed += (long)image.Size;
            }
        }
        finally
        {
            _gate.Release();
        }
    }

    private async Task ListAsync(CancellationToken cancellationToken)
    {
        _images = await runtime.ListImagesAsync(cancellationToken).ConfigureAwait(false);
        var now = time.GetUtcNow();
        foreach (var image in _images)
        {
            _firstSeen.TryAdd(image.Id, now);
        }
        if (_fileSystem.Length == 0)
        {
            var info = await runtime.ImageFsInfoAsync(cancellationToken).ConfigureAwait(false);
            _fileSystem = info.ImageFilesystems.FirstOrDefault()?.FsId?.Mountpoint ?? "";
        }
    }

    private async Task<IReadOnlyList<Image>> UnusedAsync(CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var used = (await runtime.ListContainersAsync(null, cancellationToken).ConfigureAwait(false))
            .SelectMany(static container => (string[])[container.ImageRef, container.ImageId, container.Image?.Image ?? ""])
            .ToHashSet(StringComparer.Ordinal);
        var unused = new List<Image>();
        foreach (var image in _images)
        {
            if (used.Contains(image.Id) || image.RepoTags.Any(used.Contains) || image.RepoDigests.Any(used.Contains))
            {
                _lastUsed[image.Id] = now;
            }
            else if (!image.Pinned && !image.RepoTags.Contains(options.PodInfraContainerImage))
            {
                unused.Add(image);
            }
        }
        unused.Sort((left, right) => LastUsed(left).CompareTo(LastUsed(right)));
        return unused;
    }

    private DateTimeOffset LastUsed(Image image) => _lastUsed.GetValueOrDefault(image.Id, _firstSeen.GetValueOrDefault(image.Id));

    [LoggerMessage(Level = LogLevel.Information, Message = "Image {Image} is not in use and is removed to free {Bytes} bytes")]
    private partial void LogRemoved(string image, ulong bytes);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Images could not be listed: {Error}")]
    private partial void LogFailed(string error);
}
