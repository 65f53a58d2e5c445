using Grpc.Core;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodStatuses;
using KubeSharp.Kubelet.Probes;
using KubeSharp.Kubelet.Runtime;
using KubeSharp.Kubelet.Volumes;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>
/// Looks after one pod from its first to its last moment. One loop does all work on the pod, in this order:
/// <code>
/// syncing ──(deleted, removed, evicted, finished)──► terminating ──(nothing runs)──► terminated ──(removed)──► done
/// </code>
/// Others only leave notes (a newer spec, the wish to end) and wake it. The status is published at each step and whenever the runtime or
/// a probe has news, also while the loop is busy.
/// </summary>
internal sealed partial class PodWorker
{
    private static readonly TimeSpan FirstRetry = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan MaxRetry = TimeSpan.FromSeconds(10);

    private readonly PodWorkerServices _services;
    private readonly PodStartState _state = new();
    private readonly PodProbes _probes;
    private readonly WakeSignal _signal;
    private readonly ILogger _logger;
    private readonly long _seen;

    /// <summary>Guards the notes below and the publishing of statuses.</summary>
    private readonly Lock _gate = new();

    private Pod _pod;

    /// <summary>The mirror of a static pod.</summary>
    private Pod? _mirror;

    /// <summary>The last status published.</summary>
    private PodStatus _published;

    private PodEnding? _ending;
    private bool _mustEnd;
    private bool _removed;
    private bool _terminated;
    private bool _finished;
    private TimeSpan? _grace;

    /// <summary>Gives up what the loop is doing because a note changes its course.</summary>
    private CancellationTokenSource? _interrupt;

    /// <param name="pod">The pod as it is first seen.</param>
    /// <param name="ending">Set where the node does not take the pod.</param>
    /// <param name="services">What workers share.</param>
    public PodWorker(Pod pod, PodEnding? ending, PodWorkerServices services)
    {
        _pod = pod;
        _services = services;
        _ending = ending;
        _published = pod.Status;
        _mustEnd = ending is not null || pod.Metadata.DeletionTimestamp is not null || pod.Status.IsTerminal();
        _signal = new WakeSignal(services.Time);
        _logger = services.Loggers.CreateLogger<PodWorker>();
        _probes = new PodProbes(services.Prober, services.ProbeResults, services.Events, services.Changed, services.Time);
        _seen = services.Time.GetTimestamp();
    }

    public string Uid => _pod.Metadata.UID;

    /// <summary>The pod with the status published last.</summary>
    public Pod Pod
    {
        get
        {
            lock (_gate)
            {
                return _pod with { Status = _published };
            }
        }
    }

    /// <summary>Whether it counts against the node's capacity.</summary>
    public bool IsActive
    {
        get
        {
            lock (_gate)
            {
                return !_terminated && _ending is null && !_published.IsTerminal();
            }
        }
    }

    /// <summary>Takes note of a newer version of the pod.</summary>
    public void Update(Pod pod)
    {
        lock (_gate)
        {
            var deleted = pod.Metadata.DeletionTimestamp is not null;
            var sooner = deleted && (_pod.Metadata.DeletionTimestamp is null
                || pod.Metadata.DeletionGracePeriodSeconds < _pod.Metadata.DeletionGracePeriodSeconds);
            _pod = pod;
            if (deleted || pod.Status.IsTerminal())
            {
                _mustEnd = true;
            }
            if (sooner)
            {
                _interrupt?.Cancel();
            }
        }
        Wake();
    }

    /// <summary>Takes note of the static pod's mirror; null when it is gone.</summary>
    public void SetMirror(Pod? mirror)
    {
        lock (_gate)
        {
            _mirror = mirror;
        }
        Wake();
    }

    /// <summary>The pod is in no source any more: it ends, and everything of it goes.</summary>
    /// <param name="last">Its last version, which may carry a grace period.</param>
    public void Remove(Pod? last)
    {
        lock (_gate)
        {
            if (last is not null)
            {
                _pod = last;
            }
            var interrupt = !_mustEnd;
            _removed = true;
            _mustEnd = true;
            if (interrupt)
            {
                _interrupt?.Cancel();
            }
        }
        Wake();
    }

    /// <summary>Fails the pod.</summary>
    public void End(PodEnding ending, TimeSpan? grace)
    {
        lock (_gate)
        {
            _ending ??= ending;
            _grace = grace;
            _mustEnd = true;
            _interrupt?.Cancel();
        }
        Wake();
    }

    /// <summary>Something happened to the pod: its status is published at once, and its loop has a look.</summary>
    public void Wake()
    {
        Publish(_services.Cache.Get(Uid));
        _signal.Set();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await UntilDoneAsync("sync", SyncAsync, cancellationToken).ConfigureAwait(false);
            await UntilDoneAsync("terminating", TerminateAsync, cancellationToken).ConfigureAwait(false);
            await UntilDoneAsync("terminated", CleanUpAsync, cancellationToken).ConfigureAwait(false);
            while (!_removed)
            {
                await _signal.WaitAsync(_services.SyncFrequency, cancellationToken).ConfigureAwait(false);
            }
            await UntilDoneAsync("removed", RemoveTracesAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The kubelet stops; the pod goes on.
        }
        finally
        {
            await _probes.DisposeAsync().ConfigureAwait(false);
        }
    }

    /// <summary>Repeats a step until it says that it is done. Failures back off.</summary>
    /// <param name="name">Of the step, in metrics.</param>
    /// <param name="step">Returns null when done, else how long to wait for news before it is called again.</param>
    /// <param name="cancellationToken">Ends the worker.</param>
    private async Task UntilDoneAsync(string name, Func<CancellationToken, Task<TimeSpan?>> step, CancellationToken cancellationToken)
    {
        var retry = FirstRetry;
        while (true)
        {
            TimeSpan wait;
            var begun = _services.Time.GetTimestamp();
            using var interrupt = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            lock (_gate)
            {
                _interrupt = interrupt;
            }
            try
            {
                if (await step(interrupt.Token).ConfigureAwait(false) is not { } next)
                {
                    return;
                }
                wait = next;
                retry = FirstRetry;
            }
            catch (Exception exception) when (interrupt.IsCancellationRequested && !cancellationToken.IsCancellationRequested
                && exception is OperationCanceledException or RpcException { StatusCode: StatusCode.Cancelled })
            {
                wait = TimeSpan.Zero;
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && exception is not OutOfMemoryException)
            {
                Tell(exception);
                wait = retry;
                retry = retry * 2 < MaxRetry ? retry * 2 : MaxRetry;
            }
            finally
            {
                lock (_gate)
                {
                    _interrupt = null;
                }
                var took = _services.Time.GetElapsedTime(begun);
                KubeletMetrics.PodWorkerDuration.WithLabels(name).Observe(took.TotalSeconds);
                LogStep(_pod.Metadata.Namespace, _pod.Metadata.Name, name, took);
            }
            await _signal.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>One round while the pod should run.</summary>
    private async Task<TimeSpan?> SyncAsync(CancellationToken cancellationToken)
    {
        Pod pod;
        Pod? mirror;
        lock (_gate)
        {
            if (_mustEnd)
            {
                return null;
            }
            (pod, mirror) = (_pod, _mirror);
        }
        var status = _services.Cache.Get(Uid);
        await _probes.SyncAsync(pod, status, terminating: false).ConfigureAwait(false);
        if (Publish(status) || IsOverdue(pod, out var untilDeadline))
        {
            return null;
        }
        if (pod.IsStatic())
        {
            await _services.Mirrors.EnsureAsync(pod, mirror, cancellationToken).ConfigureAwait(false);
        }
        if (!pod.Spec.HostNetwork && _services.NetworkProblem() is { } problem)
        {
            throw new PodSyncException("NetworkNotReady", $"network is not ready: {problem}");
        }
        if (_services.Cgroups is { } cgroups)
        {
            await cgroups.EnsureAsync(pod, cancellationToken).ConfigureAwait(false);
        }
        Directory.CreateDirectory(_services.Paths.Pod(Uid), UnixFileModes.PrivateDirectory);
        var volumes = await _services.Volumes.MountAsync(pod, cancellationToken).ConfigureAwait(false);
        var outcome = await _services.Runtime.SyncAsync(WithNodeAddresses(pod), status, _state, volumes, cancellationToken).ConfigureAwait(false);
        if (outcome.Changed)
        {
            var after = await _services.Cache.RefreshAsync(Uid, cancellationToken).ConfigureAwait(false);
            if (await _services.DeadContainers.SweepAsync(after, cancellationToken).ConfigureAwait(false))
            {
                after = await _services.Cache.RefreshAsync(Uid, cancellationToken).ConfigureAwait(false);
            }
            if (!SameStates(status, after))
            {
                return TimeSpan.Zero;
            }
        }
        Publish(_services.Cache.Get(Uid));
        return Min(Min(outcome.RetryAfter ?? _services.SyncFrequency, _services.SyncFrequency), untilDeadline);
    }

    /// <summary>Ends everything that runs.</summary>
    private async Task<TimeSpan?> TerminateAsync(CancellationToken cancellationToken)
    {
        Pod pod;
        TimeSpan? grace;
        lock (_gate)
        {
            (pod, grace) = (_pod, _grace);
        }
        var status = await _services.Cache.RefreshAsync(Uid, cancellationToken).ConfigureAwait(false);
        await _probes.SyncAsync(pod, status, terminating: true).ConfigureAwait(false);
        Publish(status);
        await _services.Runtime.KillAsync(pod, status, grace, cancellationToken).ConfigureAwait(false);
        status = await _services.Cache.RefreshAsync(Uid, cancellationToken).ConfigureAwait(false);
        await _probes.SyncAsync(pod, status, terminating: true).ConfigureAwait(false);
        return status.AnyRunning ? FirstRetry : null;
    }

    /// <summary>Takes down what the pod had beside its containers, which stay for their logs.</summary>
    private async Task<TimeSpan?> CleanUpAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            _terminated = true;
        }
        Publish(_services.Cache.Get(Uid));
        await _services.Volumes.UnmountAsync(Uid, cancellationToken).ConfigureAwait(false);
        if (_services.Cgroups is { } cgroups)
        {
            await cgroups.RemoveAsync(Uid, cancellationToken).ConfigureAwait(false);
        }
        lock (_gate)
        {
            _finished = true;
        }
        Publish(_services.Cache.Get(Uid));
        return null;
    }

    /// <summary>Removes what is left of a pod that nobody asks about any more.</summary>
    private async Task<TimeSpan?> RemoveTracesAsync(CancellationToken cancellationToken)
    {
        var status = await _services.Cache.RefreshAsync(Uid, cancellationToken).ConfigureAwait(false);
        foreach (var container in status.Containers)
        {
            _services.DeadContainers.DeleteLog(container);
        }
        await _services.Runtime.RemoveAsync(status, cancellationToken).ConfigureAwait(false);
        PodDirectories.Delete(_services.Paths, _pod);
        _services.Cache.Forget(Uid);
        _services.Statuses.Forget(Uid);
        return null;
    }

    /// <summary>Computes the status and hands it on.</summary>
    /// <returns>Whether the pod has finished by itself, so that it ends.</returns>
    private bool Publish(RuntimePodStatus runtime)
    {
        lock (_gate)
        {
            var input = new PodStatusInput(_pod, runtime, _services.ProbeResults, _state)
            {
                Previous = _published,
                HostIPs = _services.HostIPs(),
                RuntimeName = _services.RuntimeName(),
                Terminated = _terminated,
                Ending = _ending,
                Now = _services.Time.GetUtcNow(),
            };
            var status = PodStatusBuilder.Build(input);
            if (status.Phase == PodPhase.PodRunning && _published.Phase != PodPhase.PodRunning && _pod.Status.Phase != PodPhase.PodRunning)
            {
                KubeletMetrics.PodStartDuration.Observe(_services.Time.GetElapsedTime(_seen).TotalSeconds);
            }
            _published = status;
            _services.Statuses.Set(Uid, _pod.IsStatic() ? _mirror : _removed ? null : _pod, status, _finished);
            if (!_mustEnd && PodStatusBuilder.HasFinished(input, status))
            {
                _mustEnd = true;
                return true;
            }
            return false;
        }
    }

    /// <summary>Whether the pod has used up its active deadline.</summary>
    private bool IsOverdue(Pod pod, out TimeSpan left)
    {
        left = TimeSpan.MaxValue;
        if (pod.Spec.ActiveDeadlineSeconds is not { } seconds)
        {
            return false;
        }
        lock (_gate)
        {
            var start = _published.StartTime?.Value ?? _services.Time.GetUtcNow();
            left = start + TimeSpan.FromSeconds(seconds) - _services.Time.GetUtcNow();
            if (left > TimeSpan.Zero)
            {
                return false;
            }
            _ending = new PodEnding("DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
            _mustEnd = true;
        }
        _services.Events.Normal(pod, "DeadlineExceeded", "Pod was active on the node longer than the specified deadline");
        return true;
    }

    private Pod WithNodeAddresses(Pod pod)
    {
        var addresses = _services.HostIPs();
        return addresses.Count == 0
            ? pod
            : pod with
            {
                Status = pod.Status with { HostIP = addresses[0], HostIPs = [.. addresses.Select(static address => new HostIP { IP = address })] },
            };
    }

    private void Tell(Exception exception)
    {
        var message = CriErrors.Describe(exception);
        LogFailed(_pod.Metadata.Namespace, _pod.Metadata.Name, message);
        switch (exception)
        {
            case VolumeMountException mount:
                _services.Events.Warning(_pod, mount.Reason, message);
                break;
            case PodSyncException sync:
                _services.Events.Warning(_pod, sync.Reason, message);
                break;
            default:
                _services.Events.Warning(_pod, "FailedSync", $"error syncing pod: {message}");
                break;
        }
    }

    private static bool SameStates(RuntimePodStatus before, RuntimePodStatus after) =>
        before.Containers.Select(static container => (container.Id, container.State)).SequenceEqual(after.Containers.Select(static container => (container.Id, container.State)))
        && before.Sandboxes.Select(static sandbox => (sandbox.Id, sandbox.State)).SequenceEqual(after.Sandboxes.Select(static sandbox => (sandbox.Id, sandbox.State)));

    private static TimeSpan Min(TimeSpan left, TimeSpan right) => left < right ? left : right;

    [LoggerMessage(Level = LogLevel.Debug, Message = "Pod {Namespace}/{Name}: {Step} took {Took}")]
    private partial void LogStep(string @namespace, string name, string step, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pod {Namespace}/{Name}: {Error}")]
    private partial void LogFailed(string @namespace, string name, string error);
}
