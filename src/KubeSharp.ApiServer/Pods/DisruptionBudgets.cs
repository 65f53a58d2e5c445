using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Api.Policy.V1;

namespace KubeSharp.ApiServer.Pods;

/// <summary>The accounting of PodDisruptionBudgets at an eviction (KEP-85); messages are upstream's.</summary>
internal static class DisruptionBudgets
{
    private const int MaxDisruptedPods = 2000;
    private const int RetryAfterSeconds = 10;

    /// <summary>A pod that serves nobody is no disruption: it goes without asking the budget.</summary>
    public static bool MayIgnoreBudget(Pod pod, PodDisruptionBudget budget)
    {
        if (PodConditions.IsReady(pod) || pod.Status.Phase != PodPhase.PodRunning)
        {
            return false;
        }

        return budget.Spec.UnhealthyPodEvictionPolicy == UnhealthyPodEvictionPolicyType.AlwaysAllow
            || budget.Status is { DesiredHealthy: > 0 } status && status.CurrentHealthy >= status.DesiredHealthy;
    }

    /// <summary>The budget with one disruption less and the pod noted as going.</summary>
    /// <exception cref="ApiException">429: none is left, or the budget is not up to date; 403: its status is broken.</exception>
    public static PodDisruptionBudget Take(PodDisruptionBudget budget, string podName, DateTimeOffset now)
    {
        var (name, status) = (budget.Metadata.Name, budget.Status);
        if (status.ObservedGeneration < budget.Metadata.Generation)
        {
            throw TooMany($"The disruption budget {name} is still being processed by the server.");
        }

        if (status.DisruptionsAllowed < 0)
        {
            throw ApiErrors.Forbidden("policy", "poddisruptionbudgets", name, "pdb disruptions allowed is negative");
        }

        if (status.DisruptedPods.Count > MaxDisruptedPods)
        {
            throw ApiErrors.Forbidden(
                "policy", "poddisruptionbudgets", name, "DisruptedPods map too big - too many evictions not confirmed by PDB controller");
        }

        if (status.DisruptionsAllowed == 0)
        {
            throw TooMany($"The disruption budget {name} needs {status.DesiredHealthy} healthy pods and has {status.CurrentHealthy} currently");
        }

        var left = status.DisruptionsAllowed - 1;
        return budget with
        {
            Status = status with
            {
                DisruptionsAllowed = left,
                DisruptedPods = status.DisruptedPods.Set(podName, now),
                Conditions = left > 0 ? status.Conditions : Exhausted(budget, now),
            },
        };
    }

    private static ApiException TooMany(string cause)
    {
        var error = ApiErrors.TooManyRequests("Cannot evict pod as it would violate the pod's disruption budget.", RetryAfterSeconds);
        return new ApiException(error.Status with
        {
            Details = error.Status.Details! with { Causes = [new StatusCause { Type = "DisruptionBudget", Message = cause }] },
        });
    }

    private static ApiList<Condition> Exhausted(PodDisruptionBudget budget, DateTimeOffset now)
    {
        const string type = "DisruptionAllowed";
        var conditions = budget.Status.Conditions;
        var index = conditions.FindIndex(condition => condition.Type == type);
        var condition = new Condition
        {
            Type = type,
            Status = "False",
            Reason = "InsufficientPods",
            ObservedGeneration = budget.Status.ObservedGeneration,
            LastTransitionTime = index >= 0 && conditions[index].Status == "False" ? conditions[index].LastTransitionTime : now,
        };
        return index < 0 ? conditions.Add(condition) : conditions.SetItem(index, condition);
    }
}
