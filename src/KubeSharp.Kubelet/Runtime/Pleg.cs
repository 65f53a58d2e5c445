using Grpc.Core;
using KubeSharp.Api;
using KubeSharp.Kubelet.Cri;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>
/// The pod lifecycle event generator: notices what containers and sandboxes do by themselves.
/// </summary>
/// <remarks>
/// Takes the runtime's event stream where there is one. Besides, or instead, it lists everything and compares with the cache:
/// each second without a stream, each minute with one, so that a missed event is caught. Only pods that differ are inspected.
/// </remarks>
internal sealed partial class Pleg(ICriClient runtime, PodStatusCache cache, Action<string> changed, TimeProvider time, ILogger<Pleg> logger)
{
    private static readonly TimeSpan FastRelist = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan SlowRelist = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan UnhealthyAfter = TimeSpan.FromMinutes(3);

    private readonly ILogger _logger = logger;
    private readonly TaskCompletionSource _synced = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private long _lastRelist;
    private volatile bool _streaming;

    /// <summary>Completes once the runtime was listed for the first time.</summary>
    public Task Synced => _synced.Task;

    /// <summary>Null while the runtime answers lists, else what the node's Ready condition says.</summary>
    public string? Problem
    {
        get
        {
            if (!_synced.Task.IsCompletedSuccessfully)
            {
                return "PLEG is not healthy: pleg has yet to be successful";
            }
            var elapsed = time.GetElapsedTime(Interlocked.Read(ref _lastRelist));
            var limit = UnhealthyAfter + (_streaming ? SlowRelist : FastRelist);
            return elapsed > limit
                ? $"PLEG is not healthy: pleg was last seen active {(Duration)elapsed} ago; threshold is {(Duration)UnhealthyAfter}"
                : null;
        }
    }

    public Task RunAsync(CancellationToken cancellationToken) =>
        Task.WhenAll(RelistLoopAsync(cancellationToken), EventLoopAsync(cancellationToken));

    /// <summary>Lists everything once and tells which pods differ from the cache.</summary>
    public async Task RelistAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var sandboxList = runtime.ListPodSandboxesAsync(null, cancellationToken);
        var containerList = runtime.ListContainersAsync(null, cancellationToken);
        var seen = new Dictionary<string, (int Sandboxes, int Containers, bool Same)>(StringComparer.Ordinal);

        foreach (var sandbox in await sandboxList.ConfigureAwait(false))
        {
            var uid = sandbox.Metadata?.Uid ?? "";
            // Without our labels it is not a pod of Kubernetes, whoever made it.
            if (uid.Length == 0 || RuntimeLabels.Get(sandbox.Labels, RuntimeLabels.PodUid) != uid)
            {
                continue;
            }
            var known = cache.Get(uid).Sandboxes.FirstOrDefault(candidate => candidate.Id == sandbox.Id);
            var (sandboxes, containers, same) = seen.GetValueOrDefault(uid, (0, 0, true));
            seen[uid] = (sandboxes + 1, containers, same && known?.State == sandbox.State);
        }
        foreach (var container in await containerList.ConfigureAwait(false))
        {
            var uid = RuntimeLabels.Get(container.Labels, RuntimeLabels.PodUid);
            if (uid.Length == 0)
            {
                continue;
            }
            var known = cache.Get(uid).FindById(container.Id);
            var (sandboxes, containers, same) = seen.GetValueOrDefault(uid, (0, 0, true));
            seen[uid] = (sandboxes, containers + 1, same && known?.State == container.State);
        }

        var different = new List<string>();
        foreach (var (uid, (sandboxes, containers, same)) in seen)
        {
            var known = cache.Get(uid);
            if (!same || known.Sandboxes.Length != sandboxes || known.Containers.Length != containers)
            {
                different.Add(uid);
            }
        }
        different.AddRange(cache.Uids.Where(uid => !seen.ContainsKey(uid)));
        await Task.WhenAll(different.Select(uid => RefreshAsync(uid, cancellationToken))).ConfigureAwait(false);
        Interlocked.Exchange(ref _lastRelist, time.GetTimestamp());
        KubeletMetrics.PlegRelistDuration.Observe(time.GetElapsedTime(start).TotalSeconds);
        _synced.TrySetResult();
    }

    private async Task RefreshAsync(string uid, CancellationToken cancellationToken)
    {
        await cache.RefreshAsync(uid, cancellationToken).ConfigureAwait(false);
        changed(uid);
    }

    private async Task RelistLoopAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await RelistAsync(cancellationToken).ConfigureAwait(false);
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogRelistFailed(exception.Describe());
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            await Task.Delay(_streaming && _synced.Task.IsCompleted ? SlowRelist : FastRelist, time, cancellationToken)
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task EventLoopAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                await foreach (var next in runtime.ContainerEventsAsync(cancellationToken).ConfigureAwait(false))
                {
                    _streaming = true;
                    var uid = next.PodSandboxStatus?.Metadata?.Uid ?? "";
                    if (uid.Length > 0)
                    {
                        await RefreshAsync(uid, cancellationToken).ConfigureAwait(false);
                    }
                }
            }
            catch (RpcException exception) when (exception.IsUnimplemented())
            {
                LogNoEvents();
                return;
            }
            catch (RpcException exception) when (!cancellationToken.IsCancellationRequested)
            {
                LogEventsFailed(exception.Describe());
            }
            catch (Exception exception) when (cancellationToken.IsCancellationRequested && exception is OperationCanceledException or RpcException)
            {
                return;
            }
            _streaming = false;
            await Task.Delay(FastRelist, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
