using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodStatuses;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Runtime;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>
/// The steps of a pod's life, one round each. A step returns null when it is done, else how long to wait for news before it is called again.
/// </summary>
internal sealed class PodSteps(PodNotes notes, PodStatusPublisher publisher, PodStartState state, PodProbes probes, PodWorkerServices services)
{
    private static readonly TimeSpan TerminationRetry = TimeSpan.FromSeconds(1);

    private readonly string _uid = notes.View.Pod.Metadata.UID;

    /// <summary>While the pod should run.</summary>
    public async Task<TimeSpan?> SyncAsync(CancellationToken cancellationToken)
    {
        var view = notes.View;
        if (view.MustEnd)
        {
            return null;
        }
        var pod = view.Pod;
        var status = services.Cache.Get(_uid);
        await probes.SyncAsync(pod, status, terminating: false).ConfigureAwait(false);
        if (publisher.Publish(status) || IsOverdue(pod, out var untilDeadline))
        {
            return null;
        }
        if (pod.IsStatic())
        {
            await services.Mirrors.EnsureAsync(pod, view.Mirror, cancellationToken).ConfigureAwait(false);
        }
        if (!pod.Spec.HostNetwork && services.NetworkProblem() is { } problem)
        {
            throw new PodSyncException("NetworkNotReady", $"network is not ready: {problem}");
        }
        if (services.Cgroups is { } cgroups)
        {
            await cgroups.EnsureAsync(pod, cancellationToken).ConfigureAwait(false);
        }
        Directory.CreateDirectory(services.Paths.Pod(_uid), UnixFileModes.PrivateDirectory);
        var volumes = await services.Volumes.MountAsync(pod, cancellationToken).ConfigureAwait(false);
        var outcome = await services.Runtime.SyncAsync(WithNodeAddresses(pod), status, state, volumes, cancellationToken).ConfigureAwait(false);
        if (outcome.Changed)
        {
            var after = await services.Cache.RefreshAsync(_uid, cancellationToken).ConfigureAwait(false);
            if (await services.DeadContainers.SweepAsync(after, cancellationToken).ConfigureAwait(false))
            {
                after = await services.Cache.RefreshAsync(_uid, cancellationToken).ConfigureAwait(false);
            }
            if (!SameStates(status, after))
            {
                return TimeSpan.Zero;
            }
        }
        publisher.Publish(services.Cache.Get(_uid));
        return Min(Min(outcome.RetryAfter ?? services.SyncFrequency, services.SyncFrequency), untilDeadline);
    }

    /// <summary>Ends everything that runs.</summary>
    public async Task<TimeSpan?> TerminateAsync(CancellationToken cancellationToken)
    {
        var view = notes.View;
        var status = await services.Cache.RefreshAsync(_uid, cancellationToken).ConfigureAwait(false);
        await probes.SyncAsync(view.Pod, status, terminating: true).ConfigureAwait(false);
        publisher.Publish(status);
        await services.Runtime.KillAsync(view.Pod, status, view.Grace, cancellationToken).ConfigureAwait(false);
        status = await services.Cache.RefreshAsync(_uid, cancellationToken).ConfigureAwait(false);
        await probes.SyncAsync(view.Pod, status, terminating: true).ConfigureAwait(false);
        return status.AnyRunning ? TerminationRetry : null;
    }

    /// <summary>Takes down what the pod had beside its containers, which stay for their logs.</summary>
    public async Task<TimeSpan?> CleanUpAsync(CancellationToken cancellationToken)
    {
        publisher.Terminated(services.Cache.Get(_uid));
        await services.Volumes.UnmountAsync(_uid, cancellationToken).ConfigureAwait(false);
        if (services.Cgroups is { } cgroups)
        {
            await cgroups.RemoveAsync(_uid, cancellationToken).ConfigureAwait(false);
        }
        publisher.Finished(services.Cache.Get(_uid));
        return null;
    }

    /// <summary>Removes what is left of a pod that nobody asks about any more.</summary>
    public async Task<TimeSpan?> RemoveTracesAsync(CancellationToken cancellationToken)
    {
        var status = await services.Cache.RefreshAsync(_uid, cancellationToken).ConfigureAwait(false);
        foreach (var container in status.Containers)
        {
            services.DeadContainers.DeleteLog(container);
        }
        await services.Runtime.RemoveAsync(status, cancellationToken).ConfigureAwait(false);
        PodDirectories.Delete(services.Paths, notes.View.Pod);
        services.Cache.Forget(_uid);
        services.Statuses.Forget(_uid);
        return null;
    }

    /// <summary>Whether the pod has used up its active deadline.</summary>
    private bool IsOverdue(Pod pod, out TimeSpan left)
    {
        left = TimeSpan.MaxValue;
        if (pod.Spec.ActiveDeadlineSeconds is not { } seconds)
        {
            return false;
        }
        var now = services.Time.GetUtcNow();
        left = (publisher.Pod.Status.StartTime?.Value ?? now) + TimeSpan.FromSeconds(seconds) - now;
        if (left > TimeSpan.Zero)
        {
            return false;
        }
        var ending = new PodEnding("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
        notes.Finish(ending);
        services.Events.Normal(pod, ending.Reason, ending.Message);
        return true;
    }

    private Pod WithNodeAddresses(Pod pod)
    {
        var addresses = services.HostIPs();
        return addresses.Count == 0
            ? pod
            : pod with
            {
                Status = pod.Status with { HostIP = addresses[0], HostIPs = [.. addresses.Select(static address => new HostIP { IP = address })] },
            };
    }

    private static bool SameStates(RuntimePodStatus before, RuntimePodStatus after) =>
        before.Containers.Select(static container => (container.Id, container.State)).SequenceEqual(after.Containers.Select(static container => (container.Id, container.State)))
        && before.Sandboxes.Select(static sandbox => (sandbox.Id, sandbox.State)).SequenceEqual(after.Sandboxes.Select(static sandbox => (sandbox.Id, sandbox.State)));

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;
}
