using System.Collections.Concurrent;
using System.Threading.Channels;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Kubelet.Native;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Volumes.Objects;
using KubeSharp.Kubelet.Volumes.Plugins;
using KubeSharp.Kubelet.Volumes.Projection;
using KubeSharp.Kubelet.Volumes.Tokens;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Volumes;

/// <summary>
/// Mounts the volumes of this node's pods. Between calls it keeps the content of running pods up to date by itself: when a config map or
/// secret in use changes, and when a token wants renewal. The owner runs <see cref="RunAsync"/> for that.
/// </summary>
internal sealed partial class VolumeMounter : IVolumeMounter, IAsyncDisposable
{
    private static readonly TimeSpan TokenCheckInterval = TimeSpan.FromSeconds(10);

    private readonly ConcurrentDictionary<string, PodVolumes> _pods = new(StringComparer.Ordinal);
    private readonly Channel<string> _changed = Channel.CreateUnbounded<string>(new UnboundedChannelOptions { SingleReader = true });
    private readonly PodPaths _paths;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly WatchedObjects<ConfigMap> _configMaps;
    private readonly WatchedObjects<Secret> _secrets;
    private readonly ServiceAccountTokens _tokens;
    private readonly IReadOnlyList<IVolumePlugin> _plugins;

    /// <param name="client">The API server, as this node.</param>
    /// <param name="paths">Where pods lie.</param>
    /// <param name="allocatable">What the node can allocate, for the downward API.</param>
    /// <param name="loggers">For the logs.</param>
    /// <param name="time">The clock.</param>
    public VolumeMounter(KubeClient client, PodPaths paths, Func<ApiMap<Quantity>> allocatable, ILoggerFactory loggers, TimeProvider time)
    {
        _paths = paths;
        _time = time;
        _logger = loggers.CreateLogger<VolumeMounter>();
        _configMaps = new WatchedObjects<ConfigMap>(client, "configmap", _logger, time, Changed);
        _secrets = new WatchedObjects<Secret>(client, "secret", _logger, time, Changed);
        _tokens = new ServiceAccountTokens(client, time, loggers.CreateLogger<ServiceAccountTokens>());
        _plugins =
        [
            new ProjectionPlugin(paths, new ProjectionSource(_configMaps, _secrets, _tokens, allocatable), time),
            new EmptyDirPlugin(paths),
            new HostPathPlugin(),
            new PersistentVolumeClaimPlugin(client),
            new UnsupportedPlugin(),
        ];
    }

    public async ValueTask<MountedVolumes> MountAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (pod.Spec.Volumes.Count == 0)
        {
            return MountedVolumes.None;
        }

        while (true)
        {
            var volumes = _pods.GetOrAdd(pod.Metadata.UID, static _ => new PodVolumes());
            await volumes.Exclusive.WaitAsync(cancellationToken);
            try
            {
                if (!volumes.IsGone)
                {
                    return await SetUpAllAsync(pod, volumes, cancellationToken);
                }
            }
            finally
            {
                volumes.Exclusive.Release();
            }
        }
    }

    public async ValueTask UnmountAsync(string podUid, CancellationToken cancellationToken)
    {
        var volumes = _pods.GetOrAdd(podUid, static _ => new PodVolumes());
        await volumes.Exclusive.WaitAsync(cancellationToken);
        try
        {
            TakeDown(podUid);
            volumes.IsGone = true;
            _pods.TryRemove(new KeyValuePair<string, PodVolumes>(podUid, volumes));
        }
        finally
        {
            volumes.Exclusive.Release();
        }

        _tokens.Forget(podUid);
        await _configMaps.ReleaseAsync(podUid);
        await _secrets.ReleaseAsync(podUid);
    }

    public async ValueTask ReconcileOrphansAsync(IReadOnlySet<string> podUids, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(_paths.Pods))
        {
            return;
        }

        foreach (var directory in Directory.GetDirectories(_paths.Pods))
        {
            var uid = Path.GetFileName(directory);
            if (podUids.Contains(uid))
            {
                continue;
            }

            try
            {
                await UnmountAsync(uid, cancellationToken);
                Directory.Delete(directory, recursive: true);
                LogOrphanRemoved(uid);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                LogOrphanStays(uid, exception.Message);
            }
        }
    }

    /// <summary>Keeps the content of volumes up to date until cancelled.</summary>
    public Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(FollowChangesAsync(cancellationToken), RenewTokensAsync(cancellationToken));

    public async ValueTask DisposeAsync()
    {
        await _configMaps.DisposeAsync();
        await _secrets.DisposeAsync();
    }

    private async Task<MountedVolumes> SetUpAllAsync(Pod pod, PodVolumes volumes, CancellationToken cancellationToken)
    {
        var mounted = new List<MountedVolume>(pod.Spec.Volumes.Count);
        foreach (var volume in pod.Spec.Volumes)
        {
            mounted.Add(await SetUpAsync(new VolumeRequest(pod, volume, volumes.State(volume.Name)), cancellationToken));
        }

        volumes.Pod = pod;
        return new MountedVolumes(mounted);
    }

    private async ValueTask<MountedVolume> SetUpAsync(VolumeRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await _plugins.First(plugin => plugin.CanSupport(request.Volume)).SetUpAsync(request, cancellationToken);
        }
        catch (VolumeMountException exception)
        {
            throw new VolumeMountException($"MountVolume.SetUp failed for volume \"{request.Volume.Name}\" : {exception.Message}", exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new VolumeMountException($"MountVolume.SetUp failed for volume \"{request.Volume.Name}\" : {exception.Message}", exception);
        }
    }

    private void TakeDown(string podUid)
    {
        var directories = new[] { _paths.Volumes(podUid), SubPaths.Root(_paths, podUid) };
        foreach (var directory in directories)
        {
            if (!Directory.Exists(directory))
            {
                continue;
            }

            foreach (var mount in Mounts.Below(directory))
            {
                Mounts.Unmount(mount);
            }

            Directory.Delete(directory, recursive: true);
        }
    }

    private void Changed(string podUid) => _changed.Writer.TryWrite(podUid);

    private async Task FollowChangesAsync(CancellationToken cancellationToken)
    {
        await foreach (var podUid in _changed.Reader.ReadAllAsync(cancellationToken))
        {
            await RefreshAsync(podUid, cancellationToken);
        }
    }

    private async Task RenewTokensAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TokenCheckInterval, _time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            var now = _time.GetUtcNow();
            foreach (var podUid in _pods.Keys)
            {
                if (_tokens.NextRefresh(podUid) <= now)
                {
                    Changed(podUid);
                }
            }
        }
    }

    private async Task RefreshAsync(string podUid, CancellationToken cancellationToken)
    {
        if (!_pods.TryGetValue(podUid, out var volumes) || volumes.Pod is null)
        {
            // Not mounted yet, or gone: the first mount reads the newest content anyway.
            return;
        }

        await volumes.Exclusive.WaitAsync(cancellationToken);
        try
        {
            if (volumes is { IsGone: false, Pod: { } pod })
            {
                await SetUpAllAsync(pod, volumes, cancellationToken);
            }
        }
        catch (VolumeMountException exception)
        {
            // Running containers keep what they have; the next sync of the pod reports it.
            LogRefreshFailed(podUid, exception.Message);
        }
        finally
        {
            volumes.Exclusive.Release();
        }
    }
}
