using KubeSharp.Api;
using KubeSharp.Api.Policy.V1;
using KubeSharp.Client;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Preemption;

/// <summary>The pod disruption budgets, which preemption respects where it can.</summary>
internal sealed class DisruptionBudgets
{
    private readonly Dictionary<NamespacedName, PodDisruptionBudget> _budgets = [];

    public void Set(PodDisruptionBudget budget) => _budgets[NamespacedName.Of(budget)] = budget;

    public void Remove(NamespacedName name) => _budgets.Remove(name);

    /// <summary>Which of the pods, were they to leave in this order, would overdraw a budget.</summary>
    public HashSet<PodInfo> Violations(IReadOnlyList<PodInfo> leaving)
    {
        HashSet<PodInfo> violations = [];
        if (_budgets.Count == 0)
        {
            return violations;
        }

        var left = _budgets.ToDictionary(static entry => entry.Key, static entry => entry.Value.Status.DisruptionsAllowed);
        foreach (var pod in leaving)
        {
            foreach (var (name, budget) in _budgets)
            {
                if (Covers(budget, pod) && --left[name] < 0)
                {
                    violations.Add(pod);
                }
            }
        }

        return violations;
    }

    /// <summary>A pod that the budget has let go already is not counted again. A budget without a selector covers nothing.</summary>
    private static bool Covers(PodDisruptionBudget budget, PodInfo pod) =>
        budget.Metadata.Namespace == pod.Pod.Metadata.Namespace
        && budget.Spec.Selector is { } selector
        && (selector.MatchLabels.Count > 0 || selector.MatchExpressions.Count > 0)
        && pod.Pod.Metadata.Labels.Count > 0
        && !budget.Status.DisruptedPods.ContainsKey(pod.Pod.Metadata.Name)
        && LabelSelectors.Matches(selector, pod.Pod.Metadata.Labels);
}
