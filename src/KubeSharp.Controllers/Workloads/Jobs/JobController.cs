using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Expectations;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>Runs pods until enough of them have succeeded, or too many have failed.</summary>
internal sealed class JobController : Controller<NamespacedName>
{
    private const string ManagedByThis = "kubernetes.io/job-controller";

    private readonly Store<Job> _jobs;
    private readonly Store<Pod> _pods;
    private readonly IEventRecorder _events;
    private readonly PodExpectations _expectations;
    private readonly TrackingFinalizer _tracking;
    private readonly JobBackoff _backoff = new();
    private readonly JobCounter _counter;
    private readonly JobPodsScaler _scaler;

    public JobController(ControllerContext context)
        : base("job-controller", context, context.Options.ConcurrentSyncs, queue: "job")
    {
        _events = context.Events("job-controller");
        _expectations = new PodExpectations(context.Time);
        _tracking = new TrackingFinalizer(context.Client);
        _counter = new JobCounter(context.Client, _tracking);
        _scaler = new JobPodsScaler(context.Client, _events, _expectations, _tracking, context.Time);
        _jobs = context.Informer<Job>().OnAny(job => Queue.Add(NamespacedName.Of(job))).Store;
        var pods = context.Informer<Pod>();
        pods.AddHandler(new InformerHandler<Pod> { Updated = (_, pod) => ObserveTracking(pod), Deleted = _tracking.Observed });
        var events = new OwnedPodEvents<Job>(Queue, _jobs)
        {
            Selects = static (job, labels) => LabelSelectors.Matches(job.Spec.Selector, labels),
            Expectations = _expectations,
        };
        _pods = events.Follow(pods);
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_jobs.Get(key) is not { } job)
        {
            _expectations.Forget(key);
            _backoff.Forget(key);
            return;
        }

        if (job.IsFinished())
        {
            _backoff.Forget(key);
            return;
        }

        if (job.Spec.ManagedBy is { } manager && manager != ManagedByThis)
        {
            return;
        }

        var mayAct = _expectations.AreSatisfied(key);
        var view = new JobView(job, await ClaimAsync(job, cancellationToken).ConfigureAwait(false), _tracking);
        Observe(key, view);
        var verdict = JobVerdict.Of(view, Context.Now());
        var active = await ActAsync(key, view, verdict, mayAct, cancellationToken).ConfigureAwait(false);
        var (current, status, isMore) = await _counter.CountAsync(view, cancellationToken).ConfigureAwait(false);
        await ReportAsync(current, Next(view, status, verdict, active, mayAct), cancellationToken).ConfigureAwait(false);
        if (isMore)
        {
            Queue.Add(key);
        }

        if (verdict is null && JobVerdict.Deadline(current with { Status = status }) is { } deadline)
        {
            Queue.AddAfter(key, deadline - Time.GetUtcNow());
        }
    }

    private ValueTask<List<Pod>> ClaimAsync(Job job, CancellationToken cancellationToken)
    {
        var candidates = PodsByOwner.OwnedOrOrphaned(_pods, job.Metadata.UID, job.Metadata.Namespace);
        return new Claims<Pod>(Client, job, TrackingFinalizer.Name).ClaimAsync(
            candidates,
            pod => LabelSelectors.Matches(job.Spec.Selector, pod.Metadata.Labels),
            async token => await Client.FindAsync<Job>(job.Metadata.Namespace, job.Metadata.Name, token).ConfigureAwait(false),
            cancellationToken);
    }

    private void Observe(NamespacedName key, JobView view)
    {
        var finished = view.NewSucceeded.Select(pod => (FinishedAt(pod), true)).Concat(view.NewFailed.Select(pod => (FinishedAt(pod), false))).ToList();
        if (finished.Count > 0)
        {
            _backoff.Observe(key, finished);
        }
    }

    private DateTimeOffset FinishedAt(Pod pod)
    {
        var latest = pod.Status.ContainerStatuses
            .Select(static status => status.State.Terminated?.FinishedAt ?? default)
            .DefaultIfEmpty()
            .Max();
        return latest.IsZero ? Time.GetUtcNow() : latest.Value;
    }

    /// <summary>Creates or deletes pods as the job's state asks for; returns how many are active afterwards.</summary>
    private async ValueTask<int> ActAsync(NamespacedName key, JobView view, JobCondition? verdict, bool mayAct, CancellationToken cancellationToken)
    {
        if (!mayAct || view.Job.Metadata.DeletionTimestamp is not null)
        {
            return view.Active.Count;
        }

        if (verdict is not null)
        {
            await _scaler.StopAsync(view, cancellationToken).ConfigureAwait(false);
            return 0;
        }

        if (view.IsSuspended)
        {
            await _scaler.DiscardAsync(view, view.Active, cancellationToken).ConfigureAwait(false);
            return 0;
        }

        if (view.Active.Count < JobPodsScaler.Wanted(view) && _backoff.Remaining(key, Time.GetUtcNow()) is { Ticks: > 0 } wait)
        {
            Queue.AddAfter(key, wait);
            return view.Active.Count;
        }

        return await _scaler.ScaleAsync(view, cancellationToken).ConfigureAwait(false);
    }

    private JobStatus Next(JobView view, JobStatus status, JobCondition? verdict, int active, bool mayAct)
    {
        var now = Context.Now();
        status = status with
        {
            StartTime = status.StartTime ?? (view.IsSuspended ? null : now),
            Active = active,
            Ready = Math.Min(view.Ready, active),
            Terminating = view.Terminating + Math.Max(0, view.Active.Count - active),
        };
        if (verdict is not null)
        {
            return Ended(view, status.With(verdict), verdict, now);
        }

        if (view.IsSuspended && mayAct && !status.Has(JobConditionType.JobSuspended))
        {
            return status.With(JobConditions.Make(JobConditionType.JobSuspended, "JobSuspended", "Job suspended", now)) with { StartTime = null };
        }

        if (!view.IsSuspended && status.Has(JobConditionType.JobSuspended))
        {
            return status.With(JobConditions.Make(JobConditionType.JobSuspended, "JobResumed", "Job resumed", now, isTrue: false)) with { StartTime = now };
        }

        return status;
    }

    /// <summary>The last condition comes when no pod is left to be counted or to stop.</summary>
    private JobStatus Ended(JobView view, JobStatus status, JobCondition verdict, Time now)
    {
        var isStopped = view.Active.Count == 0 && view.Terminating == 0;
        var isCounted = status.UncountedTerminatedPods is null or { Succeeded.Count: 0, Failed.Count: 0 };
        if (!isStopped || !isCounted || view.Pods.Any(_tracking.Holds))
        {
            return status;
        }

        if (verdict.Type == JobConditionType.JobFailureTarget)
        {
            return status.With(JobConditions.Make(JobConditionType.JobFailed, verdict.Reason, verdict.Message, now));
        }

        return status.With(JobConditions.Make(JobConditionType.JobComplete, verdict.Reason, verdict.Message, now)) with { CompletionTime = now };
    }

    private async ValueTask ReportAsync(Job job, JobStatus status, CancellationToken cancellationToken)
    {
        if (status.Equals(job.Status))
        {
            return;
        }

        try
        {
            await Client.UpdateStatusAsync(job with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
            Announce(job, status);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Deleted meanwhile.
        }
    }

    /// <summary>Events of what the server has taken; an update that is refused and made again is told once.</summary>
    private void Announce(Job job, JobStatus status)
    {
        foreach (var condition in status.Conditions)
        {
            if (condition.Status == (job.Status.Find(condition.Type)?.Status ?? "False"))
            {
                continue;
            }

            switch (condition.Type)
            {
                case JobConditionType.JobComplete:
                    _events.Record(job, "Normal", "Completed", "Job completed");
                    break;
                case JobConditionType.JobFailed:
                    _events.Record(job, "Warning", condition.Reason, condition.Message);
                    break;
                case JobConditionType.JobSuspended:
                    _events.Record(job, "Normal", condition.Status == "True" ? "Suspended" : "Resumed", condition.Message);
                    break;
            }
        }
    }

    private void ObserveTracking(Pod pod)
    {
        if (!TrackingFinalizer.IsOn(pod))
        {
            _tracking.Observed(pod);
        }
    }
}
