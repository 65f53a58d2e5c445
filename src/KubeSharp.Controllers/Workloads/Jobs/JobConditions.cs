using KubeSharp.Api;
using KubeSharp.Api.Batch.V1;

namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>Reading and setting the conditions of a job.</summary>
internal static class JobConditions
{
    public static JobCondition? Find(this JobStatus status, string type)
    {
        var index = status.Conditions.FindIndex(condition => condition.Type == type);
        return index < 0 ? null : status.Conditions[index];
    }

    public static bool Has(this JobStatus status, string type) => status.Find(type)?.Status == "True";

    public static bool IsFinished(this Job job) => job.Status.Has(JobConditionType.JobComplete) || job.Status.Has(JobConditionType.JobFailed);

    public static JobCondition Make(string type, string reason, string message, Time now, bool isTrue = true) => new()
    {
        Type = type,
        Status = isTrue ? "True" : "False",
        Reason = reason,
        Message = message,
        LastProbeTime = now,
        LastTransitionTime = now,
    };

    /// <summary>Sets the condition, unless it has that status for that reason already.</summary>
    public static JobStatus With(this JobStatus status, JobCondition condition)
    {
        var index = status.Conditions.FindIndex(other => other.Type == condition.Type);
        if (index < 0)
        {
            return status with { Conditions = status.Conditions.Add(condition) };
        }

        var current = status.Conditions[index];
        return current.Status == condition.Status && current.Reason == condition.Reason
            ? status
            : status with { Conditions = status.Conditions.SetItem(index, condition) };
    }
}
