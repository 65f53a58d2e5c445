using System.Globalization;
using KubeSharp.Scheduler.Plugins;
using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Preemption;

/// <summary>
/// DefaultPreemption: finds the node where the least important pods have to leave so that a pod fits. It tries in the node table itself:
/// takes all less important pods of a node out, and puts back, beginning with the most important ones, those that can stay.
/// </summary>
internal sealed class Preemptor(NodeTable nodes, SchedulingAlgorithm algorithm, Nominations nominations, DisruptionBudgets budgets, Random random)
{
    /// <summary>Share of the nodes that is tried in a large cluster, and the number that is tried at least.</summary>
    private const int CandidatesDivisor = 10;
    private const int MinCandidates = 100;

    public PreemptionOutcome Try(PodInfo pod, FilterRun refused)
    {
        if (pod.Pod.Spec.PreemptionPolicy == "Never")
        {
            return new PreemptionOutcome { Message = "not eligible due to preemptionPolicy=Never." };
        }

        if (IsRoomBeingMade(pod, refused))
        {
            return new PreemptionOutcome { Message = "not eligible due to a terminating pod on the nominated node." };
        }

        var hopeful = Hopeful(refused);
        var best = nodes.LowestPriority < pod.Priority ? Best(pod, hopeful) : null;
        if (best is null)
        {
            return new PreemptionOutcome { Message = Explain(hopeful.Count), NominatedNode = hopeful.Count == 0 ? "" : null };
        }

        return new PreemptionOutcome { NominatedNode = nodes.Nodes[best.Slot]!.Metadata.Name, Victims = best.Victims };
    }

    /// <summary>Pods that had to go for this one are still leaving the node that it was promised.</summary>
    private bool IsRoomBeingMade(PodInfo pod, FilterRun refused)
    {
        if (nominations.NodeOf(pod) is not { } promised || nodes.FindSlot(promised) is var slot && (slot < 0 || refused.Hopeless[slot]))
        {
            return false;
        }

        return nodes.PodsOn(slot).Any(other => other.Priority < pod.Priority && other.IsTerminating && IsPreempted(other));
    }

    private static bool IsPreempted(PodInfo pod)
    {
        foreach (var condition in pod.Pod.Status.Conditions)
        {
            if (condition is { Type: "DisruptionTarget", Status: "True", Reason: "PreemptionByScheduler" })
            {
                return true;
            }
        }

        return false;
    }

    private List<int> Hopeful(FilterRun refused)
    {
        List<int> slots = [];
        foreach (var slot in nodes.Present)
        {
            if (!refused.Hopeless[slot])
            {
                slots.Add(slot);
            }
        }

        return slots;
    }

    private Candidate? Best(PodInfo pod, List<int> slots)
    {
        if (slots.Count == 0)
        {
            return null;
        }

        Candidate? best = null;
        var found = 0;
        var limit = Math.Max(MinCandidates, nodes.NodeCount / CandidatesDivisor);
        var offset = random.Next(slots.Count);
        for (var index = 0; index < slots.Count && found < limit; index++)
        {
            if (TryNode(pod, slots[(offset + index) % slots.Count]) is { } candidate)
            {
                found++;
                best = candidate.CompareTo(best) < 0 || best is null ? candidate : best;
            }
        }

        return best;
    }

    /// <summary>The fewest pods that have to leave the node; null if even all less important ones are not enough. Leaves the table as it was.</summary>
    private Candidate? TryNode(PodInfo pod, int slot)
    {
        var lesser = nodes.PodsOn(slot).Where(other => other.Priority < pod.Priority)
            .OrderByDescending(other => other.Priority).ThenBy(Candidate.StartOf).ToList();
        if (lesser.Count == 0)
        {
            return null;
        }

        var name = nodes.Nodes[slot]!.Metadata.Name;
        foreach (var other in lesser)
        {
            nodes.RemovePod(other.UID);
        }

        HashSet<PodInfo> victims = [];
        try
        {
            if (!algorithm.Fits(pod, slot))
            {
                return null;
            }

            var violations = budgets.Violations(lesser);
            foreach (var other in lesser.OrderBy(other => violations.Contains(other) ? 0 : 1))
            {
                nodes.SetPod(other, name);
                if (!algorithm.Fits(pod, slot))
                {
                    nodes.RemovePod(other.UID);
                    victims.Add(other);
                }
            }

            return victims.Count == 0 ? null : new Candidate(slot, [.. lesser.Where(victims.Contains)], victims.Count(violations.Contains));
        }
        finally
        {
            foreach (var other in lesser)
            {
                if (nodes.FindPod(other.UID) is null)
                {
                    nodes.SetPod(other, name);
                }
            }
        }
    }

    private string Explain(int hopeful)
    {
        List<string> parts = [];
        if (hopeful > 0)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{hopeful} No preemption victims found for incoming pod"));
        }

        if (nodes.NodeCount > hopeful)
        {
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"{nodes.NodeCount - hopeful} Preemption is not helpful for scheduling"));
        }

        parts.Sort(StringComparer.Ordinal);
        return string.Create(CultureInfo.InvariantCulture, $"0/{nodes.NodeCount} nodes are available: {string.Join(", ", parts)}.");
    }
}
