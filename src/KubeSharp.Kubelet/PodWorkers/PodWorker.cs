using Grpc.Core;
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

    private readonly PodNotes _notes;
    private readonly PodStatusPublisher _publisher;
    private readonly PodSteps _steps;
    private readonly PodProbes _probes;
    private readonly PodWorkerServices _services;
    private readonly WakeSignal _signal;
    private readonly ILogger _logger;

    /// <param name="pod">The pod as it is first seen.</param>
    /// <param name="ending">Set where the node does not take the pod.</param>
    /// <param name="services">What workers share.</param>
    public PodWorker(Pod pod, PodEnding? ending, PodWorkerServices services)
    {
        Uid = pod.Metadata.UID;
        _services = services;
        _notes = new PodNotes(pod, ending);
        var state = new PodStartState();
        _publisher = new PodStatusPublisher(_notes, state, services);
        _probes = new PodProbes(services.Prober, services.ProbeResults, services.Events, services.Changed, services.Time);
        _steps = new PodSteps(_notes, _publisher, state, _probes, services);
        _signal = new WakeSignal(services.Time);
        _logger = services.Loggers.CreateLogger<PodWorker>();
    }

    public string Uid { get; }

    /// <summary>The pod with the status published last.</summary>
    public Pod Pod => _publisher.Pod;

    /// <summary>Whether it counts against the node's capacity.</summary>
    public bool IsActive => _publisher.IsActive;

    /// <summary>Takes note of a newer version of the pod.</summary>
    public void Update(Pod pod)
    {
        _notes.Update(pod);
        Wake();
    }

    /// <summary>Takes note of the static pod's mirror; null when it is gone.</summary>
    public void SetMirror(Pod? mirror)
    {
        _notes.SetMirror(mirror);
        Wake();
    }

    /// <summary>The pod is in no source any more: it ends, and everything of it goes.</summary>
    /// <param name="last">Its last version, which may carry a grace period.</param>
    public void Remove(Pod? last)
    {
        _notes.Remove(last);
        Wake();
    }

    /// <summary>Fails the pod.</summary>
    public void End(PodEnding ending, TimeSpan? grace)
    {
        _notes.End(ending, grace);
        Wake();
    }

    /// <summary>Something happened to the pod: its status is published at once, and its loop has a look.</summary>
    public void Wake()
    {
        _publisher.Publish(_services.Cache.Get(Uid));
        _signal.Set();
    }

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await UntilDoneAsync("sync", _steps.SyncAsync, cancellationToken).ConfigureAwait(false);
            await UntilDoneAsync("terminating", _steps.TerminateAsync, cancellationToken).ConfigureAwait(false);
            await UntilDoneAsync("terminated", _steps.CleanUpAsync, cancellationToken).ConfigureAwait(false);
            while (!_notes.View.Removed)
            {
                await _signal.WaitAsync(_services.SyncFrequency, cancellationToken).ConfigureAwait(false);
            }
            await UntilDoneAsync("removed", _steps.RemoveTracesAsync, cancellationToken).ConfigureAwait(false);
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
            _notes.Interrupts(interrupt);
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
                _notes.Interrupts(null);
                var took = _services.Time.GetElapsedTime(begun);
                KubeletMetrics.PodWorkerDuration.WithLabels(name).Observe(took.TotalSeconds);
                LogStep(Pod.Metadata.Namespace, Pod.Metadata.Name, name, took);
            }
            await _signal.WaitAsync(wait, cancellationToken).ConfigureAwait(false);
        }
    }

    private void Tell(Exception exception)
    {
        var pod = Pod;
        var message = CriErrors.Describe(exception);
        LogFailed(pod.Metadata.Namespace, pod.Metadata.Name, message);
        switch (exception)
        {
            case VolumeMountException mount:
                _services.Events.Warning(pod, mount.Reason, message);
                break;
            case PodSyncException sync:
                _services.Events.Warning(pod, sync.Reason, message);
                break;
            default:
                _services.Events.Warning(pod, "FailedSync", $"error syncing pod: {message}");
                break;
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Pod {Namespace}/{Name}: {Step} took {Took}")]
    private partial void LogStep(string @namespace, string name, string step, TimeSpan took);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Pod {Namespace}/{Name}: {Error}")]
    private partial void LogFailed(string @namespace, string name, string error);
}
