using KubeSharp.Api.Apps.V1;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>One step of a rolling update: grow the new set as the surge allows, then shrink the old ones as availability allows.</summary>
internal sealed class RollingUpdate(ReplicaSetScaler scaler)
{
    /// <summary>Returns whether a set was scaled; the next step waits for what follows from it.</summary>
    public async ValueTask<bool> StepAsync(Rollout rollout, CancellationToken cancellationToken) =>
        await GrowAsync(rollout, cancellationToken).ConfigureAwait(false)
        || await ShrinkAsync(rollout, cancellationToken).ConfigureAwait(false);

    private ValueTask<bool> GrowAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var set = rollout.New!;
        var wanted = rollout.Deployment.Replicas();
        if (set.Replicas() == wanted)
        {
            return ValueTask.FromResult(false);
        }

        var next = set.Replicas() > wanted ? wanted : RolloutMath.NewReplicas(rollout.Deployment, rollout.Sets, set.Replicas());
        return scaler.ScaleAsync(rollout, set, next, cancellationToken);
    }

    private async ValueTask<bool> ShrinkAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        if (!rollout.ActiveOld.Any())
        {
            return false;
        }

        var minAvailable = rollout.Deployment.Replicas() - RolloutMath.MaxUnavailable(rollout.Deployment);
        var newUnavailable = rollout.New is { } set ? set.Replicas() - set.Status.AvailableReplicas : 0;
        var spare = RolloutMath.Total(rollout.Sets) - minAvailable - newUnavailable;
        if (spare <= 0)
        {
            return false;
        }

        var unhealthy = await DropUnhealthyAsync(rollout, spare, cancellationToken).ConfigureAwait(false);
        var healthy = await DropHealthyAsync(rollout, minAvailable, cancellationToken).ConfigureAwait(false);
        return unhealthy + healthy > 0;
    }

    /// <summary>Pods of old sets that serve nobody go first, or a broken rollout would block the one that mends it.</summary>
    private async ValueTask<int> DropUnhealthyAsync(Rollout rollout, int spare, CancellationToken cancellationToken)
    {
        var dropped = 0;
        foreach (var set in OldestFirst(rollout))
        {
            var drop = Math.Min(spare - dropped, set.Replicas() - set.Status.AvailableReplicas);
            if (drop > 0)
            {
                await scaler.ScaleAsync(rollout, set, set.Replicas() - drop, cancellationToken).ConfigureAwait(false);
                dropped += drop;
            }
        }

        return dropped;
    }

    private async ValueTask<int> DropHealthyAsync(Rollout rollout, int minAvailable, CancellationToken cancellationToken)
    {
        var spare = rollout.Sets.Sum(static set => set.Status.AvailableReplicas) - minAvailable;
        var dropped = 0;
        foreach (var set in OldestFirst(rollout))
        {
            var drop = Math.Min(spare - dropped, set.Replicas());
            if (drop > 0)
            {
                await scaler.ScaleAsync(rollout, set, set.Replicas() - drop, cancellationToken).ConfigureAwait(false);
                dropped += drop;
            }
        }

        return dropped;
    }

    private static List<ReplicaSet> OldestFirst(Rollout rollout) => [.. rollout.ActiveOld.OrderBy(static set => set.Metadata.CreationTimestamp)];
}
