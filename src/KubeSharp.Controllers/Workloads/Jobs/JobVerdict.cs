using System.Globalization;
using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>Decides whether a job is over. Pure.</summary>
internal static class JobVerdict
{
    /// <summary>The condition that ends the job (FailureTarget or SuccessCriteriaMet), or null while it goes on.</summary>
    public static JobCondition? Of(JobView view, Time now)
    {
        var job = view.Job;
        if (job.Status.Find(JobConditionType.JobFailureTarget) is { Status: "True" } failing)
        {
            return failing;
        }

        if (job.Status.Find(JobConditionType.JobSuccessCriteriaMet) is { Status: "True" } succeeding)
        {
            return succeeding;
        }

        return Failure(view, now) ?? Success(view, now);
    }

    /// <summary>When the active deadline passes; null if there is none or it does not run.</summary>
    public static DateTimeOffset? Deadline(Job job) =>
        job.Spec.ActiveDeadlineSeconds is { } seconds && job.Spec.Suspend != true && job.Status.StartTime is { } start
            ? start.Value.AddSeconds(seconds)
            : null;

    private static JobCondition? Failure(JobView view, Time now)
    {
        var spec = view.Job.Spec;
        if (view.FailJobMessage is { } message)
        {
            return Fail("PodFailurePolicy", message, now);
        }

        if (view.Failed > (spec.BackoffLimit ?? 6) || HasRestartedTooOften(view))
        {
            return Fail("BackoffLimitExceeded", "Job has reached the specified backoff limit", now);
        }

        if (Deadline(view.Job) is { } deadline && deadline <= now.Value)
        {
            return Fail("DeadlineExceeded", "Job was active longer than specified deadline", now);
        }

        if (spec.MaxFailedIndexes is { } most && view.FailedIndexes.Count > most)
        {
            return Fail("MaxFailedIndexesExceeded", "Job has exceeded the specified maximal number of failed indexes", now);
        }

        return view.FailedIndexes.Count > 0 && view.SucceededIndexes.Count + view.FailedIndexes.Count >= view.Completions
            ? Fail("FailedIndexes", "Job has failed indexes", now)
            : null;
    }

    private static JobCondition? Success(JobView view, Time now)
    {
        var spec = view.Job.Spec;
        if (view.IsIndexed && spec.SuccessPolicy is { } policy)
        {
            for (var i = 0; i < policy.Rules.Count; i++)
            {
                if (Matches(policy.Rules[i], view))
                {
                    return Succeed("SuccessPolicy", string.Create(CultureInfo.InvariantCulture, $"Matched rules at index {i}"), now);
                }
            }
        }

        var isDone = spec.Completions is { } completions
            ? view.Succeeded >= completions
            : view.Succeeded > 0 && view.Active.Count == 0;
        return isDone ? Succeed("CompletionsReached", "Reached expected number of succeeded pods", now) : null;
    }

    private static bool Matches(SuccessPolicyRule rule, JobView view)
    {
        if (rule.SucceededIndexes is not { } text)
        {
            return view.SucceededIndexes.Count >= (rule.SucceededCount ?? int.MaxValue);
        }

        var wanted = CompletionIndexes.Parse(text, view.Completions);
        var reached = wanted.Count(view.SucceededIndexes.Contains);
        return reached >= (rule.SucceededCount ?? wanted.Count);
    }

    /// <summary>Containers that are restarted in place fail without the pod failing.</summary>
    private static bool HasRestartedTooOften(JobView view)
    {
        if (view.Job.Spec.Template.Spec.RestartPolicy != "OnFailure")
        {
            return false;
        }

        var restarts = view.Active.Sum(static pod =>
            pod.Status.InitContainerStatuses.Sum(static status => status.RestartCount) + pod.Status.ContainerStatuses.Sum(static status => status.RestartCount));
        var limit = view.Job.Spec.BackoffLimit ?? 6;
        return limit == 0 ? restarts > 0 : restarts >= limit;
    }

    private static JobCondition Fail(string reason, string message, Time now) =>
        JobConditions.Make(JobConditionType.JobFailureTarget, reason, message, now);

    private static JobCondition Succeed(string reason, string message, Time now) =>
        JobConditions.Make(JobConditionType.JobSuccessCriteriaMet, reason, message, now);
}
