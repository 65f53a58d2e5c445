using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Workloads.StatefulSets;

/// <summary>A stateful set and its pods during one round; what the round does is noted here too.</summary>
internal sealed class StatefulView
{
    public StatefulView(StatefulSet set, StatefulHistory revisions, IReadOnlyList<Pod> pods, DateTimeOffset now)
    {
        (Set, Revisions, Now) = (set, revisions, now);
        Replicas = new Pod[set.Replicas()];
        List<Pod> condemned = [];
        foreach (var pod in pods)
        {
            var ordinal = StatefulIdentity.Ordinal(set, pod);
            if (StatefulIdentity.IsWanted(set, ordinal))
            {
                Replicas[ordinal - set.Start()] = pod;
            }
            else if (ordinal >= 0)
            {
                condemned.Add(pod);
            }
        }

        for (var i = 0; i < Replicas.Length; i++)
        {
            Replicas[i] ??= StatefulPods.Plan(set, NeedsCurrent(i) ? revisions.Current : revisions.Update, set.Start() + i);
        }

        condemned.Sort((left, right) => StatefulIdentity.Ordinal(set, right).CompareTo(StatefulIdentity.Ordinal(set, left)));
        Condemned = [.. condemned];
        FirstUnhealthy = Replicas.Concat(condemned.AsEnumerable().Reverse()).FirstOrDefault(pod => !pod.IsHealthy(set, now));
    }

    public StatefulSet Set { get; }

    public StatefulHistory Revisions { get; }

    public DateTimeOffset Now { get; }

    /// <summary>The pod of each wanted ordinal; some are only planned.</summary>
    public Pod[] Replicas { get; }

    /// <summary>The pods that are too many, highest ordinal first.</summary>
    public Pod[] Condemned { get; }

    public Pod? FirstUnhealthy { get; }

    /// <summary>One pod after the other, each only when those before it are well.</summary>
    public bool IsOrdered => Set.Spec.PodManagementPolicy != PodManagementPolicyType.ParallelPodManagement;

    public int Partition => Set.Spec.UpdateStrategy.RollingUpdate?.Partition ?? 0;

    /// <summary>The pod as it is after its deletion was asked for.</summary>
    public Pod Deleted(Pod pod) => pod with { Metadata = pod.Metadata with { DeletionTimestamp = pod.Metadata.DeletionTimestamp ?? Now } };

    /// <summary>Pods below the partition stay at the current revision until the update reaches them.</summary>
    private bool NeedsCurrent(int index) =>
        Set.Spec.UpdateStrategy.Type == StatefulSetUpdateStrategyType.RollingUpdateStatefulSetStrategyType && index < Partition;
}
