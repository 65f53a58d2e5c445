using System.Collections.Concurrent;
using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Nodes;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodStatuses;
using KubeSharp.Kubelet.Runtime;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>
/// Gives each pod its worker: those that sources want, and, once all sources have told what they want, those that run though nobody
/// wants them. Owns the workers' loops.
/// </summary>
internal sealed partial class PodWorkerPool(
    PodWorkerServices services, NodePods pods, PodAdmission admission, IReadOnlySet<string> sources, ILogger<PodWorkerPool> logger) : IPodSink
{
    private readonly ILogger _logger = logger;

    /// <summary>Guards the creation and the end of workers, so that a pod never has two.</summary>
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Running> _workers = new(StringComparer.Ordinal);
    private readonly HashSet<string> _pending = new(sources, StringComparer.Ordinal);
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ConcurrentDictionary<string, Task> _mirrorDeletions = new(StringComparer.Ordinal);
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Completes when every source has told all that it has.</summary>
    public Task SourcesReady => _ready.Task;

    public void Update(Pod pod)
    {
        if (pod.IsMirror())
        {
            UpdateMirror(pod);
            return;
        }
        lock (_gate)
        {
            var uid = pod.Metadata.UID;
            if (Predecessor(pod) is { } predecessor)
            {
                predecessor.Next = pod;
            }
            else if (!_workers.TryGetValue(uid, out var running))
            {
                Start(pod);
            }
            else
            {
                running.Worker.Update(pod);
            }
        }
    }

    public void Remove(Pod pod)
    {
        if (pod.IsMirror())
        {
            pods.RemoveMirror(pod);
            pods.StaticPod(pod.FullName())?.SetMirror(null);
            return;
        }
        lock (_gate)
        {
            if (Predecessor(pod) is { Next: not null } predecessor)
            {
                predecessor.Next = null;
            }
            else if (_workers.TryGetValue(pod.Metadata.UID, out var running))
            {
                running.Removed = true;
                running.Worker.Remove(pod);
            }
            pods.Remove(pod.Metadata.UID);
        }
        if (pod.IsStatic() && pods.MirrorOf(pod) is { } mirror)
        {
            DeleteMirror(mirror);
        }
    }

    public void Ready(string source)
    {
        lock (_gate)
        {
            _pending.Remove(source);
            if (_pending.Count > 0)
            {
                return;
            }
        }
        _ready.TrySetResult();
    }

    /// <summary>The runtime or a probe has news of a pod.</summary>
    public void Changed(string uid)
    {
        PodWorker? worker;
        lock (_gate)
        {
            worker = _workers.GetValueOrDefault(uid)?.Worker;
        }
        worker?.Wake();
    }

    /// <summary>Fails a pod of this node.</summary>
    public void End(string uid, PodEnding ending, TimeSpan? grace)
    {
        lock (_gate)
        {
            _workers.GetValueOrDefault(uid)?.Worker.End(ending, grace);
        }
    }

    /// <summary>Whether the pod has a worker, wanted or still ending.</summary>
    public bool Has(string uid)
    {
        lock (_gate)
        {
            return _workers.ContainsKey(uid);
        }
    }

    /// <summary>Ends what runs for pods that no source wants, and mirrors without a static pod. Only after <see cref="SourcesReady"/>.</summary>
    public void SweepOrphans()
    {
        foreach (var uid in services.Cache.Uids)
        {
            lock (_gate)
            {
                if (!_workers.ContainsKey(uid) && services.Cache.Get(uid) is { IsEmpty: false } status)
                {
                    LogOrphan(status.Namespace, status.Name, uid);
                    var worker = Start(RuntimePods.Reconstruct(status), orphan: true);
                    worker.Remove(null);
                }
            }
        }
        foreach (var mirror in pods.Mirrors)
        {
            if (pods.StaticPod(mirror.FullName()) is null)
            {
                DeleteMirror(mirror);
            }
        }
    }

    /// <summary>Stops the loops; the pods go on.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        Task[] loops;
        lock (_gate)
        {
            loops = [.. _workers.Values.Select(static running => running.Loop)];
        }
        await Task.WhenAll(loops.Concat(_mirrorDeletions.Values)).ConfigureAwait(false);
        _stop.Dispose();
    }

    /// <summary>
    /// A static pod of this name, or this very pod, that was removed and still ends: the new one waits for it, as the two would want the
    /// same ports and volumes.
    /// </summary>
    private Running? Predecessor(Pod pod)
    {
        if (_workers.TryGetValue(pod.Metadata.UID, out var same))
        {
            return same.Removed ? same : null;
        }
        return pod.IsStatic()
            ? _workers.Values.FirstOrDefault(running => running.Removed && running.Worker.Pod is var other && other.IsStatic() && other.FullName() == pod.FullName())
            : null;
    }

    private PodWorker Start(Pod pod, bool orphan = false)
    {
        var isNew = !orphan && pod.Metadata.DeletionTimestamp is null && !pod.Status.IsTerminal();
        var ending = isNew ? admission.Admit(pod, pods.Active()) : null;
        if (ending is not null)
        {
            services.Events.Warning(pod, ending.Reason, ending.Message);
        }
        var worker = new PodWorker(pod, ending, services);
        if (!orphan)
        {
            pods.Set(worker);
            if (pod.IsStatic())
            {
                worker.SetMirror(pods.MirrorOf(pod));
            }
        }
        var running = new Running(worker);
        _workers[worker.Uid] = running;
        running.Loop = RunAsync(running);
        return worker;
    }

    private async Task RunAsync(Running running)
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        await running.Worker.RunAsync(_stop.Token).ConfigureAwait(false);
        lock (_gate)
        {
            if (_stop.IsCancellationRequested)
            {
                return;
            }
            _workers.Remove(running.Worker.Uid);
            if (running.Next is { } again)
            {
                Start(again);
            }
        }
    }

    private void UpdateMirror(Pod mirror)
    {
        pods.SetMirror(mirror);
        if (pods.StaticPod(mirror.FullName()) is { } worker)
        {
            worker.SetMirror(mirror);
        }
        else if (_ready.Task.IsCompleted)
        {
            DeleteMirror(mirror);
        }
    }

    private void DeleteMirror(Pod mirror) =>
        _mirrorDeletions.AddOrUpdate(
            mirror.Metadata.UID,
            static (_, state) => state.Mirrors.DeleteAsync(state.Mirror, state.Token),
            static (_, running, state) => running.IsCompleted ? state.Mirrors.DeleteAsync(state.Mirror, state.Token) : running,
            (services.Mirrors, Mirror: mirror, _stop.Token));

    /// <summary>A worker, its loop, and what follows it.</summary>
    private sealed class Running(PodWorker worker)
    {
        public PodWorker Worker { get; } = worker;

        public Task Loop { get; set; } = Task.CompletedTask;

        public bool Removed { get; set; }

        /// <summary>The same pod wanted again, to be started when the worker is done.</summary>
        public Pod? Next { get; set; }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Pod {Namespace}/{Name} ({Uid}) runs though nobody wants it any more: ending it")]
    private partial void LogOrphan(string @namespace, string name, string uid);
}
