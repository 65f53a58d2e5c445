using KubeSharp.ApiServer.Authorization.Rbac;
using Microsoft.Extensions.Logging;

namespace KubeSharp.ApiServer.Bootstrap;

/// <summary>
/// Ensures the system's objects at start, and keeps on: endpoints of the API servers and aggregated roles every few seconds, system
/// namespaces every minute. The host awaits <see cref="RunAsync"/>.
/// </summary>
internal sealed partial class BootstrapLoop(
    ClusterBootstrap bootstrap, KubernetesServiceReconciler service, RbacPolicy policy, TimeProvider time, ILogger<BootstrapLoop> logger)
{
    /// <summary>Below the time to live of a server's lease.</summary>
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private const int RoundsPerNamespaceCheck = 12;

    private readonly TaskCompletionSource _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the start objects are there: the readiness of <c>poststarthook/rbac/bootstrap-roles</c> and the others.</summary>
    public Task Done => _done.Task;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await StartAsync(cancellationToken);
            await KeepAsync(cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            _done.TrySetCanceled(cancellationToken);
        }
    }

    /// <summary>At a clean end, while the store still works.</summary>
    public Task LeaveAsync(CancellationToken cancellationToken) => service.LeaveAsync(cancellationToken);

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                await bootstrap.EnsureAsync(cancellationToken);
                await service.ReconcileAsync(cancellationToken);
                _done.TrySetResult();
                return;
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogStartFailed(logger, e);
            }

            await Task.Delay(TimeSpan.FromSeconds(1), time, cancellationToken);
        }
    }

    private async Task KeepAsync(CancellationToken cancellationToken)
    {
        var aggregated = 0L;
        for (var round = 1; ; round++)
        {
            await Task.Delay(Interval, time, cancellationToken);
            try
            {
                await service.ReconcileAsync(cancellationToken);
                var version = policy.Version;
                if (version != aggregated)
                {
                    await bootstrap.AggregateAsync(cancellationToken);
                    aggregated = version;
                }

                if (round % RoundsPerNamespaceCheck == 0)
                {
                    await bootstrap.EnsureNamespacesAsync(cancellationToken);
                }
            }
            catch (Exception e) when (!cancellationToken.IsCancellationRequested)
            {
                LogRoundFailed(logger, e);
            }
        }
    }
}
