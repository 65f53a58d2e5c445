namespace KubeSharp.Controllers.Workloads.Jobs;

/// <summary>What a job's failure policy makes of a pod.</summary>
/// <param name="Action"><c>FailJob</c>, <c>FailIndex</c>, <c>Ignore</c> or <c>Count</c>.</param>
/// <param name="Message">Which rule it was, for the job's condition.</param>
internal readonly record struct PodFailureRule(string Action, string Message)
{
    public static PodFailureRule Count { get; } = new("Count", "");
}
