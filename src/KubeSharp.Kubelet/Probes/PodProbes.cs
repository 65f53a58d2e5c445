using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Cri;
using KubeSharp.Kubelet.Events;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.Runtime;

namespace KubeSharp.Kubelet.Probes;

/// <summary>
/// Keeps a loop for each probe of each running container, and nothing for those that do not run. Belongs to one pod's worker, which
/// calls it from one thread at a time.
/// </summary>
internal sealed class PodProbes(IProber prober, ProbeResults results, PodEvents events, Action<string> changed, TimeProvider time) : IAsyncDisposable
{
    private readonly Dictionary<(string ContainerId, ProbeKind Kind), (CancellationTokenSource Stop, Task Loop)> _loops = [];
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);

    /// <summary>Starts and stops loops as containers come and go.</summary>
    /// <param name="pod">The pod; its status is what the API had when the kubelet saw it first.</param>
    /// <param name="status">What runs.</param>
    /// <param name="terminating">Whether the pod is going away: then only readiness counts.</param>
    public async ValueTask SyncAsync(Pod pod, RuntimePodStatus status, bool terminating)
    {
        var wanted = new HashSet<(string, ProbeKind)>();
        foreach (var container in pod.Spec.Containers)
        {
            Want(pod, container, status, terminating, wanted);
        }
        foreach (var container in pod.Spec.InitContainers)
        {
            if (container.IsSidecar())
            {
                Want(pod, container, status, terminating, wanted);
            }
        }
        foreach (var key in _loops.Keys.Where(key => !wanted.Contains(key)).ToArray())
        {
            await StopAsync(key).ConfigureAwait(false);
        }
        foreach (var id in _known.Where(id => status.FindById(id) is not { State: Cri.ContainerState.ContainerRunning }).ToArray())
        {
            _known.Remove(id);
            results.Forget(id);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var key in _loops.Keys.ToArray())
        {
            await StopAsync(key).ConfigureAwait(false);
        }
        foreach (var id in _known)
        {
            results.Forget(id);
        }
        _known.Clear();
    }

    private void Want(Pod pod, Container container, RuntimePodStatus status, bool terminating, HashSet<(string, ProbeKind)> wanted)
    {
        if (status.Latest(container.Name) is not { State: Cri.ContainerState.ContainerRunning } instance
            || (container.StartupProbe ?? container.LivenessProbe ?? container.ReadinessProbe) is null)
        {
            return;
        }
        if (_known.Add(instance.Id))
        {
            TakeOver(pod, container, instance.Id);
        }
        var started = container.StartupProbe is null || results.Get(instance.Id, ProbeKind.Startup) == ProbeResult.Success;
        if (!started)
        {
            Keep(ProbeKind.Startup, container.StartupProbe!, !terminating);
            return;
        }
        if (container.LivenessProbe is { } liveness)
        {
            Keep(ProbeKind.Liveness, liveness, !terminating);
        }
        if (container.ReadinessProbe is { } readiness)
        {
            Keep(ProbeKind.Readiness, readiness, true);
        }

        void Keep(ProbeKind kind, Probe probe, bool keep)
        {
            var key = (instance.Id, kind);
            if (!keep)
            {
                return;
            }
            wanted.Add(key);
            if (!_loops.ContainsKey(key))
            {
                var podIP = status.IPs.Count > 0 ? status.IPs[0] : pod.Status.HostIP;
                var target = new ProbeTarget(pod, container, instance.Id, podIP, kind, probe);
                var loop = new ProbeLoop(target, DateTimeOffset.UnixEpoch.AddTicks(instance.StartedAt / 100), prober, results, events, changed, time);
                var stop = new CancellationTokenSource();
                _loops[key] = (stop, loop.RunAsync(stop.Token));
            }
        }
    }

    /// <summary>
    /// A container that ran already when this kubelet came keeps the verdicts that the API knows, until its probes say otherwise:
    /// a restart of the kubelet takes nobody out of service.
    /// </summary>
    private void TakeOver(Pod pod, Container container, string id)
    {
        if (pod.Status.FindStatus(container.Name) is not { } known || !known.ContainerID.EndsWith("//" + id, StringComparison.Ordinal))
        {
            return;
        }
        if (known.Started == true)
        {
            results.Set(id, ProbeKind.Startup, ProbeResult.Success);
        }
        if (known.Ready)
        {
            results.Set(id, ProbeKind.Readiness, ProbeResult.Success);
        }
    }

    private async ValueTask StopAsync((string, ProbeKind) key)
    {
        if (_loops.Remove(key, out var running))
        {
            await running.Stop.CancelAsync().ConfigureAwait(false);
            await running.Loop.ConfigureAwait(false);
            running.Stop.Dispose();
        }
    }
}
