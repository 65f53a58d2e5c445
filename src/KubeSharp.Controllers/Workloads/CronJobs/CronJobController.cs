using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Workloads.Jobs;

namespace KubeSharp.Controllers.Workloads.CronJobs;

/// <summary>Makes jobs at the times that cron jobs name, and clears the finished ones away.</summary>
internal sealed class CronJobController : Controller<NamespacedName>
{
    private const string ScheduledTimestamp = "batch.kubernetes.io/cronjob-scheduled-timestamp";

    private readonly Store<CronJob> _cronJobs;
    private readonly Store<Job> _jobs;
    private readonly IEventRecorder _events;

    public CronJobController(ControllerContext context)
        : base("cronjob-controller", context, context.Options.ConcurrentSyncs, queue: "cronjob")
    {
        _events = context.Events("cronjob-controller");
        _cronJobs = context.Informer<CronJob>().OnAny(value => Queue.Add(NamespacedName.Of(value))).Store;
        _jobs = context.Informer<Job>().OnAny(JobChanged).Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_cronJobs.Get(key) is not { Metadata.DeletionTimestamp: null } cronJob)
        {
            return;
        }

        var jobs = _jobs.List(key.Namespace).Where(job => ControllerRefs.IsControlledBy(job, cronJob)).ToList();
        await CleanUpAsync(cronJob, jobs, cancellationToken).ConfigureAwait(false);
        var status = Observe(cronJob, jobs);
        if (cronJob.Spec.Suspend != true)
        {
            status = await ScheduleAsync(key, cronJob, status, jobs, cancellationToken).ConfigureAwait(false);
        }

        if (!status.Equals(cronJob.Status))
        {
            await Client.UpdateStatusAsync(cronJob with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
    }

    private void JobChanged(Job job)
    {
        if (ControllerRefs.OwnerOf<CronJob>(job) is { } owner)
        {
            Queue.Add(owner);
        }
    }

    /// <summary>The status that follows from the jobs there are.</summary>
    private CronJobStatus Observe(CronJob cronJob, List<Job> jobs)
    {
        var status = cronJob.Status;
        foreach (var job in jobs.Where(static job => job.IsFinished()))
        {
            if (status.Active.FindIndex(active => active.UID == job.Metadata.UID) >= 0)
            {
                var condition = job.Status.Has(JobConditionType.JobComplete) ? "Complete" : "Failed";
                _events.Record(cronJob, "Normal", "SawCompletedJob", $"Saw completed job: {job.Metadata.Name}, condition: {condition}");
            }

            if (job.Status.CompletionTime is { } completed && (status.LastSuccessfulTime is not { } last || completed > last))
            {
                status = status with { LastSuccessfulTime = completed };
            }
        }

        var running = jobs.Where(static job => !job.IsFinished()).OrderBy(static job => job.Metadata.Name, StringComparer.Ordinal);
        return status with { Active = ApiList<ObjectReference>.From(running.Select(static job => ObjectReferences.To(job))) };
    }

    private async ValueTask<CronJobStatus> ScheduleAsync(
        NamespacedName key,
        CronJob cronJob,
        CronJobStatus status,
        List<Job> jobs,
        CancellationToken cancellationToken)
    {
        if (!CronSchedule.TryParse(cronJob.Spec.Schedule, cronJob.Spec.TimeZone, out var schedule, out var error))
        {
            _events.Record(cronJob, "Warning", "UnparseableSchedule", $"unparseable schedule: \"{cronJob.Spec.Schedule}\" : {error}");
            return status;
        }

        var now = Time.GetUtcNow();
        if (schedule.Upcoming((status.LastScheduleTime ?? cronJob.Metadata.CreationTimestamp).Value, now) is { } next)
        {
            Queue.AddAfter(key, next - now);
        }

        var (missed, isTooMany) = schedule.LastMissed(Earliest(cronJob, status, now), now);
        if (isTooMany)
        {
            _events.Record(
                cronJob,
                "Warning",
                "TooManyMissedTimes",
                "too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew");
        }

        return missed is { } time ? await StartAsync(cronJob, status, jobs, time, cancellationToken).ConfigureAwait(false) : status;
    }

    /// <summary>From when on missed times count.</summary>
    private static DateTimeOffset Earliest(CronJob cronJob, CronJobStatus status, DateTimeOffset now)
    {
        var earliest = (status.LastScheduleTime ?? cronJob.Metadata.CreationTimestamp).Value;
        return cronJob.Spec.StartingDeadlineSeconds is { } seconds && now.AddSeconds(-seconds) > earliest ? now.AddSeconds(-seconds) : earliest;
    }

    private async ValueTask<CronJobStatus> StartAsync(
        CronJob cronJob,
        CronJobStatus status,
        List<Job> jobs,
        DateTimeOffset time,
        CancellationToken cancellationToken)
    {
        if (cronJob.Spec.ConcurrencyPolicy == ConcurrencyPolicy.ForbidConcurrent && status.Active.Count > 0)
        {
            _events.Record(
                cronJob,
                "Normal",
                "JobAlreadyActive",
                "Not starting job because prior execution is running and concurrency policy is Forbid");
            return status;
        }

        if (cronJob.Spec.ConcurrencyPolicy == ConcurrencyPolicy.ReplaceConcurrent)
        {
            foreach (var job in jobs.Where(static job => !job.IsFinished()))
            {
                await DeleteAsync(cronJob, job, cancellationToken).ConfigureAwait(false);
            }

            status = status with { Active = default };
        }

        var made = Make(cronJob, time);
        try
        {
            var created = await Client.CreateAsync(made, cancellationToken: cancellationToken).ConfigureAwait(false);
            CronJobMetrics.Created(Time.GetUtcNow() - time);
            _events.Record(cronJob, "Normal", "SuccessfulCreate", $"Created job {created.Metadata.Name}");
            status = status with { Active = status.Active.Add(ObjectReferences.To(created)) };
        }
        catch (ApiException taken) when (taken.IsAlreadyExists)
        {
            // By an earlier try whose status was not written.
        }
        catch (ApiException refused) when (!refused.IsNamespaceTerminating())
        {
            _events.Record(cronJob, "Warning", "FailedCreate", $"Error creating job: {refused.Message}");
            throw;
        }

        return status with { LastScheduleTime = (Time)time };
    }

    /// <summary>The name follows from the time, so that a job is never made twice.</summary>
    private static Job Make(CronJob cronJob, DateTimeOffset time)
    {
        var template = cronJob.Spec.JobTemplate;
        var minutes = (time.ToUnixTimeSeconds() / 60).ToString(CultureInfo.InvariantCulture);
        return new Job
        {
            Metadata = new ObjectMeta
            {
                Namespace = cronJob.Metadata.Namespace,
                Name = $"{cronJob.Metadata.Name}-{minutes}",
                Labels = template.Metadata.Labels,
                Annotations = template.Metadata.Annotations.Set(ScheduledTimestamp, new Time(time).ToString()),
                OwnerReferences = [ControllerRefs.To(cronJob)],
            },
            Spec = template.Spec,
        };
    }

    private async ValueTask CleanUpAsync(CronJob cronJob, List<Job> jobs, CancellationToken cancellationToken)
    {
        var succeeded = jobs.Where(static job => job.Status.Has(JobConditionType.JobComplete));
        var failed = jobs.Where(static job => job.Status.Has(JobConditionType.JobFailed));
        var gone = Surplus(succeeded, cronJob.Spec.SuccessfulJobsHistoryLimit).Concat(Surplus(failed, cronJob.Spec.FailedJobsHistoryLimit)).ToList();
        foreach (var job in gone)
        {
            await DeleteAsync(cronJob, job, cancellationToken).ConfigureAwait(false);
            jobs.Remove(job);
        }
    }

    private static IEnumerable<Job> Surplus(IEnumerable<Job> jobs, int? limit) =>
        limit is { } keep ? jobs.OrderByDescending(static job => job.Status.StartTime ?? default).Skip(keep) : [];

    private async ValueTask DeleteAsync(CronJob cronJob, Job job, CancellationToken cancellationToken)
    {
        try
        {
            await Client.DeleteAsync<Job>(
                job.Metadata.Namespace,
                job.Metadata.Name,
                Deletions.Exactly(job) with { PropagationPolicy = DeletionPropagation.DeletePropagationBackground },
                cancellationToken).ConfigureAwait(false);
            _events.Record(cronJob, "Normal", "SuccessfulDelete", $"Deleted job {job.Metadata.Name}");
        }
        catch (ApiException gone) when (gone.IsNotFound || gone.IsConflict)
        {
            // That is what was wanted.
        }
    }
}
