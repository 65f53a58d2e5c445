using KubeSharp.Api;
using KubeSharp.Api.Autoscaling.V2;

namespace KubeSharp.Controllers.Autoscaling;

/// <summary>What all metrics of an autoscaler say together.</summary>
/// <param name="Replicas">The most that one of them wants; null if that is not to be relied on.</param>
/// <param name="Metric">The one that wants most.</param>
/// <param name="Statuses">The value of each.</param>
/// <param name="Failure">What went wrong, even if there is a number.</param>
/// <param name="FailureReason">For the condition, where there is no number.</param>
/// <param name="FailureMessage">The same.</param>
internal sealed record Recommendation(
    int? Replicas, string Metric, ApiList<MetricStatus> Statuses, string? Failure, string FailureReason = "", string FailureMessage = "");
