using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>The numbers that a rollout keeps to.</summary>
internal static class RolloutMath
{
    public static int Replicas(this Deployment deployment) => deployment.Spec.Replicas ?? 1;

    public static int Replicas(this ReplicaSet set) => set.Spec.Replicas ?? 1;

    public static bool IsRollingUpdate(this Deployment deployment) =>
        deployment.Spec.Strategy.Type != DeploymentStrategyType.Recreate;

    public static bool HasProgressDeadline(this Deployment deployment) =>
        deployment.Spec.ProgressDeadlineSeconds is { } seconds && seconds != int.MaxValue;

    public static int MaxSurge(Deployment deployment) => deployment.IsRollingUpdate() ? Bounds(deployment).Surge : 0;

    public static int MaxUnavailable(Deployment deployment) =>
        deployment.IsRollingUpdate() && deployment.Replicas() > 0
            ? Math.Min(Bounds(deployment).Unavailable, deployment.Replicas())
            : 0;

    public static int Total(IEnumerable<ReplicaSet> sets) => sets.Sum(static set => set.Replicas());

    /// <summary>How many replicas the new set should have now: as many as the surge allows, up to all.</summary>
    public static int NewReplicas(Deployment deployment, IEnumerable<ReplicaSet> sets, int current)
    {
        if (!deployment.IsRollingUpdate())
        {
            return deployment.Replicas();
        }

        var room = deployment.Replicas() + MaxSurge(deployment) - Total(sets);
        return room <= 0 ? current : current + Math.Min(room, deployment.Replicas() - current);
    }

    /// <summary>How many replicas a set gains or loses when the deployment is scaled in the middle of a rollout.</summary>
    public static int Proportion(Deployment deployment, ReplicaSet set, int toAdd, int added)
    {
        if (set.Replicas() == 0 || toAdd == 0 || toAdd == added)
        {
            return 0;
        }

        var share = Share(deployment, set);
        return toAdd > 0 ? Math.Min(share, toAdd - added) : Math.Max(share, toAdd - added);
    }

    private static int Share(Deployment deployment, ReplicaSet set)
    {
        if (deployment.Replicas() == 0)
        {
            return -set.Replicas();
        }

        var size = deployment.Replicas() + MaxSurge(deployment);
        var before = RevisionAnnotations.MaxReplicas(set) ?? deployment.Status.Replicas;
        return before == 0
            ? 0
            : (int)Math.Round((double)set.Replicas() * size / before, MidpointRounding.AwayFromZero) - set.Replicas();
    }

    /// <summary>Surge rounds up and unavailability down; they cannot both be zero, or nothing would ever move.</summary>
    private static (int Surge, int Unavailable) Bounds(Deployment deployment)
    {
        var rolling = deployment.Spec.Strategy.RollingUpdate;
        var surge = Resolve(rolling?.MaxSurge, deployment.Replicas(), roundUp: true);
        var unavailable = Resolve(rolling?.MaxUnavailable, deployment.Replicas(), roundUp: false);
        return (surge, surge == 0 && unavailable == 0 ? 1 : unavailable);
    }

    private static int Resolve(IntOrString? value, int total, bool roundUp) =>
        (value ?? "25%").Scale(total, roundUp) ?? 0;
}
