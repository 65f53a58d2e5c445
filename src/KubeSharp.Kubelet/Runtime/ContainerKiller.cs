using Grpc.Core;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Hooks;
using KubeSharp.Kubelet.Pods;

namespace KubeSharp.Kubelet.Runtime;

/// <summary>Ends one container: 1. its grace period, 2. preStop hook, 3. its turn among sidecars, 4. stop, with what is left of the time.</summary>
internal sealed class ContainerKiller(ICriClient runtime, PodStatusCache cache, HookRunner hooks, PodEvents events, TimeProvider time)
{
    /// <summary>A process gets this long even where hooks used up the grace period.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(2);

    /// <param name="pod">The pod.</param>
    /// <param name="containerId">The instance.</param>
    /// <param name="container">Its spec; null where that is not known any more.</param>
    /// <param name="reason">Why, which decides the grace period.</param>
    /// <param name="message">The Killing event's text; empty for the usual one.</param>
    /// <param name="grace">Overrides the grace period.</param>
    /// <param name="cancellationToken">Gives up waiting; the runtime goes on.</param>
    /// <param name="turn">Waits until it may be stopped.</param>
    public async Task KillAsync(
        Pod pod,
        string containerId,
        Container? container,
        KillReason reason,
        string message,
        TimeSpan? grace,
        CancellationToken cancellationToken,
        Func<TimeSpan, CancellationToken, Task>? turn = null)
    {
        var name = container?.Name ?? containerId;
        var period = grace ?? GracePeriod(pod, container, reason);
        events.Normal(pod, name, "Killing", message.Length > 0 ? message : $"Stopping container {name}");
        var begun = time.GetTimestamp();
        if (period > TimeSpan.Zero && container?.Lifecycle?.PreStop is { } hook)
        {
            await RunPreStopAsync(pod, container, containerId, hook, period, cancellationToken).ConfigureAwait(false);
        }
        if (turn is not null && period > TimeSpan.Zero)
        {
            await turn(Left(), cancellationToken).ConfigureAwait(false);
        }
        try
        {
            await runtime.StopContainerAsync(containerId, grace is { } given && given < Least ? given : Max(Left(), Least), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (RpcException exception) when (exception.IsNotFound())
        {
            // It is gone already.
        }

        TimeSpan Left() => period - time.GetElapsedTime(begun);
    }

    /// <summary>The deletion's period, else the probe's own, else the pod's.</summary>
    internal static TimeSpan GracePeriod(Pod pod, Container? container, KillReason reason)
    {
        if (pod.Metadata.DeletionGracePeriodSeconds is { } deletion)
        {
            return TimeSpan.FromSeconds(deletion);
        }
        var own = reason switch
        {
            KillReason.StartupProbe => container?.StartupProbe?.TerminationGracePeriodSeconds,
            KillReason.LivenessProbe => container?.LivenessProbe?.TerminationGracePeriodSeconds,
            _ => null,
        };
        return own is { } seconds ? TimeSpan.FromSeconds(seconds) : pod.TerminationGracePeriod();
    }

    private async Task RunPreStopAsync(
        Pod pod, Container container, string containerId, LifecycleHandler hook, TimeSpan period, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(period, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var addresses = cache.Get(pod.Metadata.UID).IPs;
        try
        {
            await hooks.RunAsync(container, containerId, hook, addresses.Count > 0 ? addresses[0] : pod.Status.HostIP, both.Token)
                .ConfigureAwait(false);
        }
        catch (HookException exception)
        {
            events.Warning(pod, container.Name, "FailedPreStopHook", $"PreStopHook failed: {exception.Message}");
        }
        catch (Exception exception) when (exception is OperationCanceledException or RpcException && limit.IsCancellationRequested)
        {
            // The grace period is over; the container is stopped all the same.
        }
    }

    private static TimeSpan Max(TimeSpan left, TimeSpan right) => left > right ? left : right;
}
