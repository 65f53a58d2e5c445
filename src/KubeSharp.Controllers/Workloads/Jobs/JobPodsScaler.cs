using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Controllers.Expectations;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>Creates and deletes the pods of jobs.</summary>
internal sealed class JobPodsScaler(KubeClient client, IEventRecorder events, PodExpectations expectations, TrackingFinalizer tracking, TimeProvider time)
{
    private const int Burst = 500;

    private readonly PodControl _control = new(client, events);

    /// <summary>How many pods should be active now.</summary>
    public static int Wanted(JobView view)
    {
        var spec = view.Job.Spec;
        var parallelism = spec.Parallelism ?? 1;
        if (spec.Completions is not { } completions)
        {
            // A work queue: the first success tells that it is empty, and the rest may finish.
            return view.Succeeded > 0 ? Math.Min(view.Active.Count, parallelism) : parallelism;
        }

        return Math.Max(0, Math.Min(completions - view.Succeeded - view.FailedIndexes.Count, parallelism));
    }

    /// <summary>Brings the number of active pods to what is wanted; returns how many are active then.</summary>
    public async ValueTask<int> ScaleAsync(JobView view, CancellationToken cancellationToken)
    {
        var wanted = Wanted(view);
        var surplus = view.Active.Count - wanted;
        if (surplus > 0)
        {
            var pods = view.Active.ToList();
            PodRanking.Sort(pods, static _ => 0, time.GetUtcNow());
            await DiscardAsync(view, pods.GetRange(0, Math.Min(surplus, Burst)), cancellationToken).ConfigureAwait(false);
            return wanted;
        }

        var missing = Math.Min(-surplus - (view.ReplacesOnlyFailed ? view.Terminating : 0), Burst);
        return missing <= 0
            ? view.Active.Count
            : view.Active.Count + await CreateAsync(view, missing, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Deletes pods of a job that has ended; they still count for what they come to.</summary>
    public ValueTask StopAsync(JobView view, CancellationToken cancellationToken) =>
        DeleteAsync(view, view.Active, pod => _control.DeleteAsync(pod, view.Job, cancellationToken));

    /// <summary>Deletes pods that are no longer wanted; they count as nothing.</summary>
    public ValueTask DiscardAsync(JobView view, IReadOnlyList<Pod> pods, CancellationToken cancellationToken) => DeleteAsync(view, pods, async pod =>
    {
        await tracking.RemoveAsync(pod, cancellationToken).ConfigureAwait(false);
        await _control.DeleteAsync(pod, view.Job, cancellationToken).ConfigureAwait(false);
    });

    private async ValueTask DeleteAsync(JobView view, IReadOnlyList<Pod> pods, Func<Pod, ValueTask> delete)
    {
        if (pods.Count == 0)
        {
            return;
        }

        var key = NamespacedName.Of(view.Job);
        expectations.ExpectDeletions(key, pods.Select(static pod => pod.Metadata.UID));
        var failure = await SlowStart.FirstFailureAsync([.. pods.Select(async pod =>
        {
            try
            {
                await delete(pod).ConfigureAwait(false);
            }
            catch
            {
                expectations.DeletionObserved(key, pod.Metadata.UID);
                throw;
            }
        })]).ConfigureAwait(false);
        if (failure is not null)
        {
            throw failure;
        }
    }

    private async ValueTask<int> CreateAsync(JobView view, int count, CancellationToken cancellationToken)
    {
        var key = NamespacedName.Of(view.Job);
        var indexes = view.IsIndexed ? FreeIndexes(view, count) : [];
        count = view.IsIndexed ? indexes.Count : count;
        if (count == 0)
        {
            return 0;
        }

        expectations.ExpectCreations(key, count);
        var (succeeded, failure) = await SlowStart.RunAsync(
            count,
            async i =>
            {
                var pod = JobPodFactory.Make(view.Job, view.IsIndexed ? indexes[i] : null);
                await _control.CreateAsync(pod, view.Job, cancellationToken).ConfigureAwait(false);
            }).ConfigureAwait(false);
        if (succeeded < count)
        {
            expectations.CreationObserved(key, count - succeeded);
        }

        return failure is null || (failure is ApiException refused && refused.IsNamespaceTerminating()) ? succeeded : throw failure;
    }

    /// <summary>The lowest indexes that have neither succeeded nor been given up, and that no pod works on.</summary>
    private static List<int> FreeIndexes(JobView view, int count)
    {
        var taken = view.Pods
            .Where(pod => pod.IsActive() || (view.ReplacesOnlyFailed && pod.IsTerminating() && !pod.IsFinished()))
            .Select(CompletionIndexes.Of)
            .ToHashSet();
        return [.. Enumerable.Range(0, view.Completions)
            .Where(index => !taken.Contains(index) && !view.SucceededIndexes.Contains(index) && !view.FailedIndexes.Contains(index))
            .Take(count)];
    }
}
