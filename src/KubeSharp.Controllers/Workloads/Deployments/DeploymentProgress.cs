using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>The status that follows from a deployment's sets. Pure.</summary>
internal static class DeploymentProgress
{
    private const string Progressing = DeploymentConditionType.DeploymentProgressing;

    /// <summary>The counts, and whether enough replicas are available.</summary>
    public static DeploymentStatus Counted(Rollout rollout, Time now)
    {
        var deployment = rollout.Deployment;
        var available = rollout.Sets.Sum(static set => set.Status.AvailableReplicas);
        var status = deployment.Status with
        {
            ObservedGeneration = deployment.Metadata.Generation,
            Replicas = rollout.Sets.Sum(static set => set.Status.Replicas),
            UpdatedReplicas = rollout.New?.Status.Replicas ?? 0,
            ReadyReplicas = rollout.Sets.Sum(static set => set.Status.ReadyReplicas),
            AvailableReplicas = available,
            UnavailableReplicas = Math.Max(0, RolloutMath.Total(rollout.Sets) - available),
            TerminatingReplicas = rollout.Sets.Sum(static set => set.Status.TerminatingReplicas ?? 0),
        };
        var isEnough = available >= deployment.Replicas() - RolloutMath.MaxUnavailable(deployment);
        return status.With(isEnough
            ? DeploymentConditions.Make(
                DeploymentConditionType.DeploymentAvailable,
                ConditionStatus.ConditionTrue,
                DeploymentConditions.MinimumAvailable,
                "Deployment has minimum availability.",
                now)
            : DeploymentConditions.Make(
                DeploymentConditionType.DeploymentAvailable,
                ConditionStatus.ConditionFalse,
                DeploymentConditions.MinimumUnavailable,
                "Deployment does not have minimum availability.",
                now));
    }

    /// <summary>The status with what the rollout has come to.</summary>
    public static DeploymentStatus RolledOut(Rollout rollout, Time now)
    {
        var deployment = rollout.Deployment;
        var status = Counted(rollout, now);
        if (!deployment.HasProgressDeadline())
        {
            status = status.Without(Progressing);
        }
        else if (!(status.Replicas == status.UpdatedReplicas && deployment.Status.Find(Progressing)?.Reason == DeploymentConditions.NewReplicaSetAvailable))
        {
            status = Judged(rollout, status, now);
        }

        return ReplicaFailure(rollout) is { } failure
            ? status.With(failure)
            : status.Without(DeploymentConditionType.DeploymentReplicaFailure);
    }

    public static bool IsComplete(Deployment deployment, DeploymentStatus status) =>
        status.UpdatedReplicas == deployment.Replicas()
        && status.Replicas == deployment.Replicas()
        && status.AvailableReplicas == deployment.Replicas()
        && status.ObservedGeneration >= deployment.Metadata.Generation;

    /// <summary>How long to wait before the deadline has to be looked at; null if it does not matter.</summary>
    public static TimeSpan? UntilDeadline(Deployment deployment, DeploymentStatus status, Time now)
    {
        if (!deployment.HasProgressDeadline()
            || IsComplete(deployment, status)
            || status.Find(Progressing) is not { Reason: not DeploymentConditions.TimedOut } condition)
        {
            return null;
        }

        // A second more, since times on objects have whole seconds.
        return condition.LastUpdateTime.Value.AddSeconds(deployment.Spec.ProgressDeadlineSeconds!.Value + 1) - now.Value;
    }

    private static DeploymentStatus Judged(Rollout rollout, DeploymentStatus status, Time now)
    {
        var deployment = rollout.Deployment;
        var subject = rollout.New is { } set ? $"ReplicaSet \"{set.Metadata.Name}\"" : $"Deployment \"{deployment.Metadata.Name}\"";
        if (IsComplete(deployment, status))
        {
            return status.With(DeploymentConditions.Make(
                Progressing,
                ConditionStatus.ConditionTrue,
                DeploymentConditions.NewReplicaSetAvailable,
                $"{subject} has successfully progressed.",
                now));
        }

        if (HasProgressed(deployment.Status, status))
        {
            var condition = DeploymentConditions.Make(
                Progressing,
                ConditionStatus.ConditionTrue,
                DeploymentConditions.ReplicaSetUpdated,
                $"{subject} is progressing.",
                now);
            if (status.Find(Progressing) is { Status: ConditionStatus.ConditionTrue } current)
            {
                condition = condition with { LastTransitionTime = current.LastTransitionTime };
            }

            // Taken out first, so that the time of the last progress is new.
            return status.Without(Progressing).With(condition);
        }

        return HasTimedOut(deployment, status, now)
            ? status.With(DeploymentConditions.Make(
                Progressing,
                ConditionStatus.ConditionFalse,
                DeploymentConditions.TimedOut,
                $"{subject} has timed out progressing.",
                now))
            : status;
    }

    private static bool HasProgressed(DeploymentStatus old, DeploymentStatus status) =>
        status.UpdatedReplicas > old.UpdatedReplicas
        || status.Replicas - status.UpdatedReplicas < old.Replicas - old.UpdatedReplicas
        || status.ReadyReplicas > old.ReadyReplicas
        || status.AvailableReplicas > old.AvailableReplicas;

    private static bool HasTimedOut(Deployment deployment, DeploymentStatus status, Time now) =>
        status.Find(Progressing) is { Reason: not DeploymentConditions.NewReplicaSetAvailable } condition
        && (condition.Reason == DeploymentConditions.TimedOut
            || condition.LastUpdateTime.Value.AddSeconds(deployment.Spec.ProgressDeadlineSeconds!.Value) < now.Value);

    /// <summary>A set that cannot make its pods speaks for the deployment, the new one first.</summary>
    private static DeploymentCondition? ReplicaFailure(Rollout rollout)
    {
        var sets = rollout.New is { } first ? rollout.Old.Prepend(first) : rollout.Old;
        foreach (var condition in sets.SelectMany(static set => set.Status.Conditions))
        {
            if (condition.Type == ReplicaSetConditionType.ReplicaSetReplicaFailure)
            {
                return new DeploymentCondition
                {
                    Type = DeploymentConditionType.DeploymentReplicaFailure,
                    Status = condition.Status,
                    Reason = condition.Reason,
                    Message = condition.Message,
                    LastTransitionTime = condition.LastTransitionTime,
                    LastUpdateTime = condition.LastTransitionTime,
                };
            }
        }

        return null;
    }
}
