using KubeSharp.Api;
using KubeSharp.Api.Apps.V1;

namespace KubeSharp.Controllers.Workloads.Deployments;

/// <summary>Reading and setting the conditions of a deployment's status, and the reasons they give.</summary>
internal static class DeploymentConditions
{
    public const string ReplicaSetUpdated = "ReplicaSetUpdated";
    public const string FailedCreate = "ReplicaSetCreateError";
    public const string NewReplicaSetCreated = "NewReplicaSetCreated";
    public const string FoundNewReplicaSet = "FoundNewReplicaSet";
    public const string NewReplicaSetAvailable = "NewReplicaSetAvailable";
    public const string TimedOut = "ProgressDeadlineExceeded";
    public const string Paused = "DeploymentPaused";
    public const string Resumed = "DeploymentResumed";
    public const string MinimumAvailable = "MinimumReplicasAvailable";
    public const string MinimumUnavailable = "MinimumReplicasUnavailable";

    public static DeploymentCondition? Find(this DeploymentStatus status, string type)
    {
        var index = status.Conditions.FindIndex(condition => condition.Type == type);
        return index < 0 ? null : status.Conditions[index];
    }

    public static DeploymentCondition Make(string type, string status, string reason, string message, Time now) => new()
    {
        Type = type,
        Status = status,
        Reason = reason,
        Message = message,
        LastUpdateTime = now,
        LastTransitionTime = now,
    };

    /// <summary>Sets the condition. One of the same status and reason stays as it is.</summary>
    public static DeploymentStatus With(this DeploymentStatus status, DeploymentCondition condition)
    {
        var current = status.Find(condition.Type);
        if (current is not null && current.Status == condition.Status && current.Reason == condition.Reason)
        {
            return status;
        }

        if (current is not null && current.Status == condition.Status)
        {
            condition = condition with { LastTransitionTime = current.LastTransitionTime };
        }

        return status.Without(condition.Type) is var rest ? rest with { Conditions = rest.Conditions.Add(condition) } : status;
    }

    public static DeploymentStatus Without(this DeploymentStatus status, string type) =>
        status with { Conditions = status.Conditions.RemoveAll(condition => condition.Type == type) };
}
