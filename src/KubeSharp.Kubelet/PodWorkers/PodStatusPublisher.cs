using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodStatuses;
using KubeSharp.Kubelet.Runtime;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>
/// Computes the status of a worker's pod and hands it on, at each step and whenever the runtime or a probe has news. Statuses leave in
/// the order in which they were computed.
/// </summary>
internal sealed class PodStatusPublisher(PodNotes notes, PodStartState state, PodWorkerServices services)
{
    private readonly Lock _gate = new();
    private readonly long _seen = services.Time.GetTimestamp();
    private PodStatus _published = notes.View.Pod.Status;
    private bool _terminated;
    private bool _finished;

    /// <summary>The pod with the status published last.</summary>
    public Pod Pod
    {
        get
        {
            lock (_gate)
            {
                return notes.View.Pod with { Status = _published };
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
                return !_terminated && notes.View.Ending is null && !_published.IsTerminal();
            }
        }
    }

    /// <returns>Whether the pod has finished by itself, so that it ends.</returns>
    public bool Publish(RuntimePodStatus runtime)
    {
        lock (_gate)
        {
            var view = notes.View;
            var input = new PodStatusInput(view.Pod, runtime, services.ProbeResults, state)
            {
                Previous = _published,
                HostIPs = services.HostIPs(),
                RuntimeName = services.RuntimeName(),
                Terminated = _terminated,
                Ending = view.Ending,
                Now = services.Time.GetUtcNow(),
            };
            var status = PodStatusBuilder.Build(input);
            if (status.Phase == PodPhase.PodRunning && _published.Phase != PodPhase.PodRunning && view.Pod.Status.Phase != PodPhase.PodRunning)
            {
                KubeletMetrics.PodStartDuration.Observe(services.Time.GetElapsedTime(_seen).TotalSeconds);
            }
            _published = status;
            services.Statuses.Set(view.Pod.Metadata.UID, view.Pod.IsStatic() ? view.Mirror : view.Removed ? null : view.Pod, status, _finished);
            return !view.MustEnd && PodStatusBuilder.HasFinished(input, status) && notes.Finish(null);
        }
    }

    /// <summary>Nothing of the pod runs any more.</summary>
    public void Terminated(RuntimePodStatus runtime)
    {
        lock (_gate)
        {
            _terminated = true;
        }
        Publish(runtime);
    }

    /// <summary>The node has let go of everything that the pod used: the API object may go.</summary>
    public void Finished(RuntimePodStatus runtime)
    {
        lock (_gate)
        {
            _finished = true;
        }
        Publish(runtime);
    }
}
