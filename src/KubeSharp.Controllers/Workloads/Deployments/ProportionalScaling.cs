using KubeSharp.Api.Apps.V1;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>
/// What happens when a deployment's size changes: the one active set takes it, or in the middle of a rollout all active sets
/// share it by their sizes, so that the rollout keeps its risk.
/// </summary>
internal sealed class ProportionalScaling(ReplicaSetScaler scaler)
{
    public async ValueTask ScaleAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var replicas = rollout.Deployment.Replicas();
        if (OnlyActiveOrLatest(rollout) is { } only)
        {
            if (only.Replicas() != replicas)
            {
                await scaler.ScaleAsync(rollout, only, replicas, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (IsSaturated(rollout))
        {
            foreach (var old in rollout.ActiveOld.ToList())
            {
                await scaler.ScaleAsync(rollout, old, 0, cancellationToken).ConfigureAwait(false);
            }
        }
        else if (rollout.Deployment.IsRollingUpdate())
        {
            await ShareAsync(rollout, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The set to scale if there is no choice; null if several are active.</summary>
    private static ReplicaSet? OnlyActiveOrLatest(Rollout rollout)
    {
        var active = rollout.Sets.Where(static set => set.Replicas() > 0).ToList();
        return active.Count switch
        {
            0 => rollout.New ?? rollout.Old.MaxBy(static set => set.Metadata.CreationTimestamp),
            1 => active[0],
            _ => null,
        };
    }

    private static bool IsSaturated(Rollout rollout) =>
        rollout.New is { } set
        && set.Replicas() == rollout.Deployment.Replicas()
        && RevisionAnnotations.DesiredReplicas(set) == rollout.Deployment.Replicas()
        && set.Status.AvailableReplicas == rollout.Deployment.Replicas();

    private async ValueTask ShareAsync(Rollout rollout, CancellationToken cancellationToken)
    {
        var deployment = rollout.Deployment;
        var active = rollout.Sets.Where(static set => set.Replicas() > 0).ToList();
        var allowed = deployment.Replicas() > 0 ? deployment.Replicas() + RolloutMath.MaxSurge(deployment) : 0;
        var toAdd = allowed - RolloutMath.Total(active);

        // Largest first; among equals the newer when growing, the older when shrinking.
        var ordered = toAdd > 0
            ? active.OrderByDescending(static set => set.Replicas()).ThenByDescending(static set => set.Metadata.CreationTimestamp).ToList()
            : active.OrderByDescending(static set => set.Replicas()).ThenBy(static set => set.Metadata.CreationTimestamp).ToList();
        var added = 0;
        List<int> sizes = [];
        foreach (var set in ordered)
        {
            var share = RolloutMath.Proportion(deployment, set, toAdd, added);
            sizes.Add(set.Replicas() + share);
            added += share;
        }

        for (var i = 0; i < ordered.Count; i++)
        {
            var leftover = i == 0 ? toAdd - added : 0;
            await scaler.ScaleAsync(rollout, ordered[i], Math.Max(0, sizes[i] + leftover), cancellationToken).ConfigureAwait(false);
        }
    }
}
