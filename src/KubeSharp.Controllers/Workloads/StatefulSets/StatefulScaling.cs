using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>Makes the pods of a stateful set be there, all and no more, in order if the set asks for that.</summary>
internal sealed class StatefulScaling(StatefulPods pods)
{
    /// <summary>Returns whether all replicas are as they should be, so that the next step may follow.</summary>
    public Task<bool> GrowAsync(StatefulView view, CancellationToken cancellationToken) =>
        RunAsync(view, view.Replicas.Length, i => GrowAsync(view, i, cancellationToken));

    /// <summary>Deletes what is too many, from the highest ordinal down.</summary>
    public async Task<bool> ShrinkAsync(StatefulView view, CancellationToken cancellationToken)
    {
        foreach (var pod in view.Condemned)
        {
            await pods.Claims.RetainAsync(view.Set, pod, cancellationToken).ConfigureAwait(false);
        }

        return await RunAsync(view, view.Condemned.Length, i => ShrinkAsync(view, i, cancellationToken)).ConfigureAwait(false);
    }

    /// <summary>One after the other until one says to wait, or all at once.</summary>
    private static async Task<bool> RunAsync(StatefulView view, int count, Func<int, Task<bool>> step)
    {
        if (view.IsOrdered)
        {
            for (var i = 0; i < count; i++)
            {
                if (!await step(i).ConfigureAwait(false))
                {
                    return false;
                }
            }

            return true;
        }

        var mayGoOn = true;
        var (_, failure) = await SlowStart.RunAsync(count, async i =>
        {
            if (!await step(i).ConfigureAwait(false))
            {
                Volatile.Write(ref mayGoOn, false);
            }
        }).ConfigureAwait(false);
        return failure is null ? mayGoOn : throw failure;
    }

    private async Task<bool> GrowAsync(StatefulView view, int i, CancellationToken cancellationToken)
    {
        var pod = view.Replicas[i];
        if (pod.IsFinished())
        {
            if (!pod.IsTerminating())
            {
                await pods.RecreateAsync(view.Set, pod, cancellationToken).ConfigureAwait(false);
                view.Replicas[i] = view.Deleted(pod);
            }

            // Its successor comes when it is gone.
            return false;
        }

        if (!pod.IsCreated())
        {
            if (pods.Claims.AreStale(view.Set, pod))
            {
                return false;
            }

            view.Replicas[i] = await pods.CreateAsync(view.Set, pod, cancellationToken).ConfigureAwait(false);
            return !view.IsOrdered;
        }

        if (pod.Status.Phase == Api.Core.V1.PodPhase.PodPending && !pod.IsTerminating())
        {
            await pods.Claims.EnsureAsync(view.Set, pod, cancellationToken).ConfigureAwait(false);
        }

        if (view.IsOrdered && (pod.IsTerminating() || !pod.IsRunningAndAvailable(view.Set, view.Now)))
        {
            return false;
        }

        if (!pod.IsTerminating())
        {
            view.Replicas[i] = await pods.MendAsync(view.Set, pod, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }

    private async Task<bool> ShrinkAsync(StatefulView view, int i, CancellationToken cancellationToken)
    {
        var pod = view.Condemned[i];
        if (pod.IsTerminating())
        {
            return !view.IsOrdered;
        }

        // A pod that is not well waits for those below it to become well, unless it is the first that is not.
        if (view.IsOrdered && !pod.IsRunningAndAvailable(view.Set, view.Now) && pod != view.FirstUnhealthy)
        {
            return false;
        }

        await pods.DeleteAsync(view.Set, pod, cancellationToken).ConfigureAwait(false);
        view.Condemned[i] = view.Deleted(pod);
        return !view.IsOrdered;
    }
}
