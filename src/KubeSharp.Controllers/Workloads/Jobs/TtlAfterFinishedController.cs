using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>Deletes finished jobs when their <c>ttlSecondsAfterFinished</c> has passed.</summary>
internal sealed class TtlAfterFinishedController : Controller<NamespacedName>
{
    private readonly Store<Job> _jobs;

    public TtlAfterFinishedController(ControllerContext context)
        : base("ttl-after-finished-controller", context, context.Options.ConcurrentSyncs, queue: "ttl_jobs_to_delete")
    {
        var jobs = context.Informer<Job>();
        jobs.AddHandler(new InformerHandler<Job> { Added = Enqueue, Updated = (_, job) => Enqueue(job) });
        _jobs = jobs.Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_jobs.Get(key) is null
            || await Client.FindAsync<Job>(key.Namespace, key.Name, cancellationToken).ConfigureAwait(false) is not { } job
            || !IsCandidate(job))
        {
            return;
        }

        var left = ExpiresAt(job) - Time.GetUtcNow();
        if (left > TimeSpan.Zero)
        {
            Queue.AddAfter(key, left);
            return;
        }

        var options = new DeleteOptions
        {
            PropagationPolicy = DeletionPropagation.DeletePropagationForeground,
            Preconditions = new Preconditions { UID = job.Metadata.UID, ResourceVersion = job.Metadata.ResourceVersion },
        };
        try
        {
            await Client.DeleteAsync<Job>(key.Namespace, key.Name, options, cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // That is what was wanted.
        }
    }

    private static bool IsCandidate(Job job) =>
        job.Metadata.DeletionTimestamp is null && job.Spec.TTLSecondsAfterFinished is not null && job.IsFinished();

    private static DateTimeOffset ExpiresAt(Job job)
    {
        var condition = job.Status.Has(JobConditionType.JobComplete)
            ? job.Status.Find(JobConditionType.JobComplete)
            : job.Status.Find(JobConditionType.JobFailed);
        return condition!.LastTransitionTime.Value.AddSeconds(job.Spec.TTLSecondsAfterFinished!.Value);
    }

    private void Enqueue(Job job)
    {
        if (IsCandidate(job))
        {
            Queue.Add(NamespacedName.Of(job));
        }
    }
}
