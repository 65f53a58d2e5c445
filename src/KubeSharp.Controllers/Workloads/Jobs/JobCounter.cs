using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>
/// Counts finished pods exactly once, though the controller may stop at any point (KEP-2307).
/// </summary>
/// <remarks>
/// 1. Write the UIDs of finished pods into the status (for indexed jobs, the succeeded indexes).
/// 2. Take the finalizer off these pods.
/// 3. UIDs whose pods no longer have it move from the list into the counters; this is written with the rest of the status.
/// </remarks>
internal sealed class JobCounter(KubeClient client, TrackingFinalizer tracking)
{
    /// <summary>UIDs in the status at a time, which keeps it small.</summary>
    private const int MaxUncounted = 500;

    /// <summary>Returns the job as it is now, with the counters that the next status update has to write.</summary>
    public async ValueTask<(Job Job, JobStatus Status, bool IsMoreToCount)> CountAsync(JobView view, CancellationToken cancellationToken)
    {
        var job = view.Job;
        var (status, counted, isMore) = Listed(view);
        if (!status.Equals(job.Status))
        {
            job = await client.UpdateStatusAsync(job with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
            status = job.Status;
        }

        await Task.WhenAll(counted.Select(pod => tracking.RemoveAsync(pod, cancellationToken).AsTask())).ConfigureAwait(false);
        return (job, Moved(status, view), isMore);
    }

    private (JobStatus Status, List<Pod> Pods, bool IsMore) Listed(JobView view)
    {
        var uncounted = view.Uncounted;
        var room = Math.Max(0, MaxUncounted - uncounted.Succeeded.Count - uncounted.Failed.Count);
        var succeeded = view.NewSucceeded.Take(room).ToList();
        var failed = view.NewFailed.Take(room - succeeded.Count).ToList();
        var status = view.Job.Status with
        {
            UncountedTerminatedPods = new UncountedTerminatedPods
            {
                Succeeded = view.IsIndexed ? uncounted.Succeeded : uncounted.Succeeded.AddRange(succeeded.Select(static pod => pod.Metadata.UID)),
                Failed = uncounted.Failed.AddRange(failed.Select(static pod => pod.Metadata.UID)),
            },
        };
        if (view.IsIndexed)
        {
            status = status with
            {
                CompletedIndexes = CompletionIndexes.Format(view.SucceededIndexes),
                Succeeded = view.SucceededIndexes.Count,
                FailedIndexes = view.Job.Spec.BackoffLimitPerIndex is null ? null : CompletionIndexes.Format(view.FailedIndexes),
            };
        }

        var listed = uncounted.Succeeded.Concat(uncounted.Failed).ToHashSet();
        var late = view.Pods.Where(pod => listed.Contains(pod.Metadata.UID) && tracking.Holds(pod));
        var isMore = succeeded.Count < view.NewSucceeded.Count || failed.Count < view.NewFailed.Count;
        return (status, [.. succeeded, .. failed, .. view.NewIgnored, .. late], isMore);
    }

    private JobStatus Moved(JobStatus status, JobView view)
    {
        var held = view.Pods.Where(tracking.Holds).Select(static pod => pod.Metadata.UID).ToHashSet();
        var uncounted = status.UncountedTerminatedPods ?? new UncountedTerminatedPods();
        var succeeded = uncounted.Succeeded.RemoveAll(uid => !held.Contains(uid));
        var failed = uncounted.Failed.RemoveAll(uid => !held.Contains(uid));
        return status with
        {
            UncountedTerminatedPods = new UncountedTerminatedPods { Succeeded = succeeded, Failed = failed },
            Succeeded = status.Succeeded + uncounted.Succeeded.Count - succeeded.Count,
            Failed = status.Failed + uncounted.Failed.Count - failed.Count,
        };
    }
}
