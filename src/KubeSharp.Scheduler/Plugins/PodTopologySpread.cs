using KubeSharp.Api.Core.V1;
using KubeSharp.Scheduler.Snapshot;
using KubeSharp.Scheduler.Spreading;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>Spreads pods evenly over zones, nodes and other topologies (KEP-895, and KEP-3022, 3094, 3243 for its options).</summary>
internal sealed class PodTopologySpread(ISpreadSelectors selectors) : IFilterPlugin, IScorePlugin
{
    private const string Mismatch = "node(s) didn't match pod topology spread constraints";
    private const string MissingLabel = Mismatch + " (missing required label)";

    public string Name => "PodTopologySpread";

    public int Weight => 2;

    public ClusterEvents Events =>
        ClusterEvents.NodeAdded | ClusterEvents.NodeLabelsChanged | ClusterEvents.NodeTaintsChanged | ClusterEvents.AssignedPodAdded
        | ClusterEvents.AssignedPodUpdated | ClusterEvents.AssignedPodDeleted;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        var constraints = SpreadConstraint.Of(pod.Pod, "DoNotSchedule");
        if (constraints.Count == 0)
        {
            return;
        }

        foreach (var constraint in constraints)
        {
            FilterBy(constraint, constraints, pod, nodes, run);
        }
    }

    public bool Score(PodInfo pod, NodeTable nodes, NodeBits feasible, Span<long> scores)
    {
        // Defaults are wishes: nodes without a zone are as good as others.
        var needsAllKeys = pod.Pod.Spec.TopologySpreadConstraints.Count > 0;
        var constraints = needsAllKeys ? SpreadConstraint.Of(pod.Pod, "ScheduleAnyway") : SpreadConstraint.Defaults(pod.Pod, selectors);
        if (constraints.Count == 0)
        {
            return false;
        }

        var ignored = new NodeBits(nodes.SlotCount);
        foreach (var slot in feasible)
        {
            scores[slot] = 0;
            ignored[slot] = needsAllKeys && !constraints.All(constraint => nodes.Topology(constraint.TopologyKey).Domains[slot] >= 0);
        }

        var sums = new double[nodes.SlotCount];
        foreach (var constraint in constraints)
        {
            AddScores(constraint, needsAllKeys ? constraints : [constraint], pod, nodes, feasible, ignored, sums);
        }

        NormalizeScores(feasible, ignored, sums, scores);
        return true;
    }

    private static void FilterBy(SpreadConstraint constraint, IReadOnlyList<SpreadConstraint> all, PodInfo pod, NodeTable nodes, FilterRun run)
    {
        var domains = nodes.Topology(constraint.TopologyKey).Domains;
        var counts = CountByDomain(constraint, all, pod, nodes);
        var (least, known) = Least(counts);
        if (known < constraint.MinDomains)
        {
            least = 0;
        }

        var self = constraint.Matches(pod.Pod.Metadata.Namespace, pod.Pod.Metadata.Labels) ? 1 : 0;
        foreach (var slot in run.Feasible)
        {
            var domain = domains[slot];
            if (domain < 0)
            {
                run.Exclude(slot, MissingLabel);
            }
            else if (Math.Max(counts[domain], 0) + self - least > constraint.MaxSkew)
            {
                run.Reject(slot, Mismatch);
            }
        }
    }

    private static (long Least, int Known) Least(long[] counts)
    {
        var least = long.MaxValue;
        var known = 0;
        foreach (var count in counts)
        {
            if (count >= 0)
            {
                known++;
                least = Math.Min(least, count);
            }
        }

        return (known == 0 ? 0 : least, known);
    }

    /// <summary>Number of matching pods by domain; -1 for a domain without a node that counts.</summary>
    private static long[] CountByDomain(SpreadConstraint constraint, IReadOnlyList<SpreadConstraint> all, PodInfo pod, NodeTable nodes)
    {
        var topology = nodes.Topology(constraint.TopologyKey);
        var counts = new long[topology.DomainCount];
        Array.Fill(counts, -1);
        var eligible = new NodeBits(nodes.SlotCount);
        var anyNode = constraint.IncludesAnyNode(pod.Pod);
        foreach (var slot in nodes.Present)
        {
            if ((anyNode || constraint.Includes(pod.Pod, nodes.Nodes[slot]!)) && HasAllKeys(all, nodes, slot))
            {
                eligible[slot] = true;
                var domain = topology.Domains[slot];
                counts[domain] = Math.Max(counts[domain], 0);
            }
        }

        foreach (var podClass in nodes.Classes)
        {
            if (podClass.Terminating || !constraint.Matches(podClass.Namespace, podClass.Labels))
            {
                continue;
            }

            foreach (var (slot, count) in podClass.CountBySlot)
            {
                if (eligible[slot])
                {
                    counts[topology.Domains[slot]] += count;
                }
            }
        }

        return counts;
    }

    private static bool HasAllKeys(IReadOnlyList<SpreadConstraint> constraints, NodeTable nodes, int slot)
    {
        foreach (var constraint in constraints)
        {
            if (nodes.Topology(constraint.TopologyKey).Domains[slot] < 0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Fewer matching pods in the domain are better; with many domains a pod more or less weighs more.</summary>
    private static void AddScores(
        SpreadConstraint constraint, IReadOnlyList<SpreadConstraint> all, PodInfo pod, NodeTable nodes, NodeBits feasible, NodeBits ignored, double[] sums)
    {
        var domains = nodes.Topology(constraint.TopologyKey).Domains;
        var counts = CountByDomain(constraint, all, pod, nodes);
        var weight = Math.Log(counts.Count(count => count >= 0) + 2);
        foreach (var slot in feasible)
        {
            if (!ignored[slot] && domains[slot] >= 0)
            {
                sums[slot] += (Math.Max(counts[domains[slot]], 0) * weight) + (constraint.MaxSkew - 1);
            }
        }
    }

    private static void NormalizeScores(NodeBits feasible, NodeBits ignored, double[] sums, Span<long> scores)
    {
        long min = long.MaxValue;
        long max = 0;
        foreach (var slot in feasible)
        {
            if (!ignored[slot])
            {
                scores[slot] = (long)Math.Round(sums[slot]);
                min = Math.Min(min, scores[slot]);
                max = Math.Max(max, scores[slot]);
            }
        }

        foreach (var slot in feasible)
        {
            scores[slot] = ignored[slot] ? 0
                : max == 0 ? Normalization.MaxScore
                : Normalization.MaxScore * (max + min - scores[slot]) / max;
        }
    }
}
