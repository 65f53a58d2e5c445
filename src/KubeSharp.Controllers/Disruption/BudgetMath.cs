using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Policy.V1;
using KubeSharp.Controllers.Pods;
using ConditionStatus = KubeSharp.Api.Core.V1.ConditionStatus;
using Constants = KubeSharp.Api.Policy.V1.Constants;

namespace KubeSharp.Controllers.Disruption;

/// <summary>The status that follows from a budget and its pods. Pure.</summary>
internal static class BudgetMath
{
    /// <summary>How long an evicted pod may take until it is deleted; after that it counts again.</summary>
    public static readonly TimeSpan DeletionTimeout = TimeSpan.FromMinutes(2);

    /// <param name="budget">The budget.</param>
    /// <param name="expected">How many pods there should be.</param>
    public static int DesiredHealthy(PodDisruptionBudget budget, int expected) => budget.Spec switch
    {
        { MaxUnavailable: { } unavailable } => Math.Max(0, expected - (unavailable.Scale(expected, roundUp: true) ?? 0)),
        { MinAvailable: { } available } => available.Scale(expected, roundUp: true) ?? 0,
        _ => 0,
    };

    /// <summary>The evicted pods that are still there and within their time.</summary>
    public static ApiMap<Time> Disrupted(PodDisruptionBudget budget, IEnumerable<Pod> pods, DateTimeOffset now)
    {
        var disrupted = default(ApiMap<Time>);
        foreach (var pod in pods)
        {
            if (!pod.IsTerminating()
                && budget.Status.DisruptedPods.TryGetValue(pod.Metadata.Name, out var since)
                && since.Value + DeletionTimeout >= now)
            {
                disrupted = disrupted.Set(pod.Metadata.Name, since);
            }
        }

        return disrupted;
    }

    public static int Healthy(IEnumerable<Pod> pods, ApiMap<Time> disrupted) =>
        pods.Count(pod => !pod.IsTerminating() && !disrupted.ContainsKey(pod.Metadata.Name) && pod.IsReady());

    public static PodDisruptionBudgetStatus Status(
        PodDisruptionBudget budget, int expected, int desired, int healthy, ApiMap<Time> disrupted, DateTimeOffset now)
    {
        // A budget without pods allows nothing: its first pods have to be counted before one may be evicted.
        var allowed = expected > 0 ? Math.Max(0, healthy - desired) : 0;
        var condition = new Condition
        {
            Type = Constants.DisruptionAllowedCondition,
            Status = allowed > 0 ? ConditionStatus.ConditionTrue : ConditionStatus.ConditionFalse,
            Reason = allowed > 0 ? Constants.SufficientPodsReason : Constants.InsufficientPodsReason,
            ObservedGeneration = budget.Metadata.Generation,
        };
        return budget.Status with
        {
            CurrentHealthy = healthy,
            DesiredHealthy = desired,
            ExpectedPods = expected,
            DisruptionsAllowed = allowed,
            DisruptedPods = disrupted,
            ObservedGeneration = budget.Metadata.Generation,
            Conditions = With(budget.Status.Conditions, condition, now),
        };
    }

    /// <summary>What is left when the budget could not be worked out: nothing may be evicted.</summary>
    public static PodDisruptionBudgetStatus Failed(PodDisruptionBudget budget, string message, DateTimeOffset now) => budget.Status with
    {
        DisruptionsAllowed = 0,
        Conditions = With(
            budget.Status.Conditions,
            new Condition
            {
                Type = Constants.DisruptionAllowedCondition,
                Status = ConditionStatus.ConditionFalse,
                Reason = Constants.SyncFailedReason,
                Message = message,
                ObservedGeneration = budget.Status.ObservedGeneration,
            },
            now),
    };

    private static ApiList<Condition> With(ApiList<Condition> conditions, Condition condition, DateTimeOffset now)
    {
        var index = conditions.FindIndex(other => other.Type == condition.Type);
        var since = index >= 0 && conditions[index].Status == condition.Status ? conditions[index].LastTransitionTime : new Time(now);
        condition = condition with { LastTransitionTime = since };
        return index < 0 ? conditions.Add(condition) : conditions.SetItem(index, condition);
    }
}
