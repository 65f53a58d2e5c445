using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>Takes the tracking finalizer off pods that no job will count any more, or they could never be deleted.</summary>
internal sealed class OrphanedJobPods : Controller<NamespacedName>
{
    private readonly Store<Pod> _pods;
    private readonly Store<Job> _jobs;
    private readonly TrackingFinalizer _tracking;

    public OrphanedJobPods(ControllerContext context)
        : base("job-controller", context, workers: 1, queue: "job_orphan_pod")
    {
        _tracking = new TrackingFinalizer(context.Client);
        var jobs = context.Informer<Job>();
        _jobs = jobs.Store;
        _pods = context.Informer<Pod>().Store;
        jobs.AddHandler(new InformerHandler<Job> { Updated = (_, job) => EnqueuePodsOf(job), Deleted = EnqueuePodsOf });
        context.Informer<Pod>().AddHandler(new InformerHandler<Pod> { Added = Enqueue, Updated = (_, pod) => Enqueue(pod) });
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key) is not { } pod || !TrackingFinalizer.IsOn(pod))
        {
            return;
        }

        if (ControllerRefs.Of(pod) is { } reference && await IsStillCountedAsync(pod, reference.Name, reference.UID, cancellationToken).ConfigureAwait(false))
        {
            return;
        }

        await _tracking.RemoveAsync(pod, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsStillCountedAsync(Pod pod, string name, string uid, CancellationToken cancellationToken)
    {
        var job = _jobs.Get(pod.Metadata.Namespace, name)
            ?? await Client.FindAsync<Job>(pod.Metadata.Namespace, name, cancellationToken).ConfigureAwait(false);
        return job is not null && job.Metadata.UID == uid && !job.IsFinished();
    }

    private void Enqueue(Pod pod)
    {
        if (!TrackingFinalizer.IsOn(pod))
        {
            return;
        }

        if (ControllerRefs.Of(pod) is not { } reference
            || (reference.IsTo(ApiTypes.Of<Job>()) && (_jobs.Get(pod.Metadata.Namespace, reference.Name) is not { } job || job.IsFinished())))
        {
            Queue.Add(NamespacedName.Of(pod));
        }
    }

    private void EnqueuePodsOf(Job job)
    {
        foreach (var pod in _pods.List(job.Metadata.Namespace))
        {
            if (ControllerRefs.Of(pod)?.UID == job.Metadata.UID)
            {
                Enqueue(pod);
            }
        }
    }
}
