using KubeSharp.Api.Apps.V1;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>The status of a stateful set after a round.</summary>
internal static class StatefulCounts
{
    public static StatefulSetStatus Of(StatefulView view)
    {
        int replicas = 0, ready = 0, available = 0, current = 0, updated = 0;
        var (currentName, updateName) = (view.Revisions.Current.Metadata.Name, view.Revisions.Update.Metadata.Name);
        foreach (var pod in view.Replicas.Concat(view.Condemned))
        {
            if (!pod.IsCreated())
            {
                continue;
            }

            replicas++;
            ready += pod.IsRunningAndReady() ? 1 : 0;
            available += pod.IsRunningAndAvailable(view.Set, view.Now) ? 1 : 0;
            if (!pod.IsTerminating())
            {
                current += pod.Revision() == currentName ? 1 : 0;
                updated += pod.Revision() == updateName ? 1 : 0;
            }
        }

        var status = view.Set.Status with
        {
            ObservedGeneration = view.Set.Metadata.Generation,
            Replicas = replicas,
            ReadyReplicas = ready,
            AvailableReplicas = available,
            CurrentReplicas = current,
            UpdatedReplicas = updated,
            CurrentRevision = currentName,
            UpdateRevision = updateName,
            CollisionCount = view.Revisions.Collisions,
        };
        return IsComplete(view.Set, status) ? status with { CurrentReplicas = status.UpdatedReplicas, CurrentRevision = updateName } : status;
    }

    /// <summary>All pods are of the newest revision and ready.</summary>
    private static bool IsComplete(StatefulSet set, StatefulSetStatus status) =>
        set.Spec.UpdateStrategy.Type == StatefulSetUpdateStrategyType.RollingUpdateStatefulSetStrategyType
        && status.UpdatedReplicas == set.Replicas()
        && status.ReadyReplicas == set.Replicas()
        && status.Replicas == set.Replicas();
}
