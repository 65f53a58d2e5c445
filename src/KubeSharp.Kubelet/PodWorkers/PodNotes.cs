using KubeSharp.Api.Core.V1;
using KubeSharp.Kubelet.Pods;
using KubeSharp.Kubelet.PodStatuses;

namespace KubeSharp.Kubelet.PodWorkers;

/// <summary>
/// What a worker has been told of its pod: the newest spec, its mirror, the wish to end. A note that changes the course of the step that
/// is under way interrupts it.
/// </summary>
internal sealed class PodNotes(Pod pod, PodEnding? ending)
{
    private readonly Lock _gate = new();
    private PodNotesView _view = new(pod)
    {
        Ending = ending,
        MustEnd = ending is not null || pod.Metadata.DeletionTimestamp is not null || pod.Status.IsTerminal(),
    };

    private CancellationTokenSource? _interrupt;

    public PodNotesView View
    {
        get
        {
            lock (_gate)
            {
                return _view;
            }
        }
    }

    /// <summary>A newer version of the pod.</summary>
    public void Update(Pod pod)
    {
        lock (_gate)
        {
            var deleted = pod.Metadata.DeletionTimestamp is not null;
            var sooner = deleted && (_view.Pod.Metadata.DeletionTimestamp is null
                || pod.Metadata.DeletionGracePeriodSeconds < _view.Pod.Metadata.DeletionGracePeriodSeconds);
            _view = _view with { Pod = pod, MustEnd = _view.MustEnd || deleted || pod.Status.IsTerminal() };
            if (sooner)
            {
                _interrupt?.Cancel();
            }
        }
    }

    /// <summary>The static pod's mirror; null when it is gone.</summary>
    public void SetMirror(Pod? mirror)
    {
        lock (_gate)
        {
            _view = _view with { Mirror = mirror };
        }
    }

    /// <summary>The pod is in no source any more.</summary>
    /// <param name="last">Its last version, which may carry a grace period.</param>
    public void Remove(Pod? last)
    {
        lock (_gate)
        {
            if (!_view.MustEnd)
            {
                _interrupt?.Cancel();
            }
            _view = _view with { Pod = last ?? _view.Pod, Removed = true, MustEnd = true };
        }
    }

    /// <summary>The pod fails.</summary>
    public void End(PodEnding ending, TimeSpan? grace)
    {
        lock (_gate)
        {
            _view = _view with { Ending = _view.Ending ?? ending, Grace = grace, MustEnd = true };
            _interrupt?.Cancel();
        }
    }

    /// <summary>The pod has finished by itself, or has run for as long as it may.</summary>
    /// <param name="ending">What to tell as the reason; null where its containers tell.</param>
    /// <returns>Whether that is news.</returns>
    public bool Finish(PodEnding? ending)
    {
        lock (_gate)
        {
            var isNews = !_view.MustEnd;
            _view = _view with { Ending = ending ?? _view.Ending, MustEnd = true };
            return isNews;
        }
    }

    /// <summary>From now on notes may interrupt this; null: nothing is under way.</summary>
    public void Interrupts(CancellationTokenSource? step)
    {
        lock (_gate)
        {
            _interrupt = step;
        }
    }
}
