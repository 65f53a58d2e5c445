using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>
/// Places pods near to or away from other pods. Counts are made by topology domain over classes of pods, so the cost
/// depends on how many kinds of pods there are, not on how many pods.
/// </summary>
internal sealed class InterPodAffinity(int hardPodAffinityWeight) : IFilterPlugin, IScorePlugin
{
    public string Name => "InterPodAffinity";

    public int Weight => 2;

    public ClusterEvents Events =>
        ClusterEvents.NodeAdded | ClusterEvents.NodeLabelsChanged | ClusterEvents.AssignedPodAdded | ClusterEvents.AssignedPodUpdated
        | ClusterEvents.AssignedPodDeleted | ClusterEvents.NamespaceChanged;

    public void Filter(PodInfo pod, NodeTable nodes, FilterRun run)
    {
        var own = AffinityTerms.Of(pod.Pod.Metadata.Namespace, pod.Pod.Spec.Affinity);
        FilterRequired(pod, own.Required, nodes, run);
        foreach (var term in own.RequiredAnti)
        {
            Reject(DomainsOf([term], nodes), term.TopologyKey, nodes, run, "node(s) didn't match pod anti-affinity rules");
        }

        foreach (var podClass in nodes.Classes)
        {
            foreach (var term in podClass.Terms.RequiredAnti)
            {
                if (term.Matches(pod.Pod.Metadata.Namespace, pod.Pod.Metadata.Labels, nodes.Namespaces))
                {
                    var counts = new long[nodes.Topology(term.TopologyKey).DomainCount];
                    Add(podClass, nodes.Topology(term.TopologyKey), counts, 1);
                    Reject(counts, term.TopologyKey, nodes, run, "node(s) didn't satisfy existing pods anti-affinity rules");
                }
            }
        }
    }

    public bool Score(PodInfo pod, NodeTable nodes, NodeBits feasible, Span<long> scores)
    {
        var own = AffinityTerms.Of(pod.Pod.Metadata.Namespace, pod.Pod.Spec.Affinity);
        var weights = new Dictionary<string, long[]>();
        foreach (var podClass in nodes.Classes)
        {
            AddOwnPreferences(own, podClass, nodes, weights);
            AddTheirPreferences(pod, podClass, nodes, weights);
        }

        if (weights.Count == 0)
        {
            return false;
        }

        foreach (var slot in feasible)
        {
            scores[slot] = 0;
        }

        foreach (var (key, byDomain) in weights)
        {
            var domains = nodes.Topology(key).Domains;
            foreach (var slot in feasible)
            {
                scores[slot] += domains[slot] < 0 ? 0 : byDomain[domains[slot]];
            }
        }

        Normalization.Spread(feasible, scores);
        return true;
    }

    /// <summary>Every term needs a pod in its domain that satisfies all terms. The first pod of a group that wants to be with itself may go anywhere.</summary>
    private static void FilterRequired(PodInfo pod, IReadOnlyList<AffinityTerm> terms, NodeTable nodes, FilterRun run)
    {
        if (terms.Count == 0)
        {
            return;
        }

        const string reason = "node(s) didn't match pod affinity rules";
        long[][] counts = [.. terms.Select(term => DomainsOf(terms, term.TopologyKey, nodes))];
        var first = counts.All(byDomain => byDomain.All(count => count == 0))
            && terms.All(term => term.Matches(pod.Pod.Metadata.Namespace, pod.Pod.Metadata.Labels, nodes.Namespaces));
        for (var index = 0; index < terms.Count; index++)
        {
            var domains = nodes.Topology(terms[index].TopologyKey).Domains;
            foreach (var slot in run.Feasible)
            {
                if (domains[slot] < 0 || (!first && counts[index][domains[slot]] == 0))
                {
                    run.Exclude(slot, reason);
                }
            }
        }
    }

    private static void Reject(long[] counts, string topologyKey, NodeTable nodes, FilterRun run, string reason)
    {
        var domains = nodes.Topology(topologyKey).Domains;
        foreach (var slot in run.Feasible)
        {
            if (domains[slot] >= 0 && counts[domains[slot]] > 0)
            {
                run.Reject(slot, reason);
            }
        }
    }

    private static long[] DomainsOf(IReadOnlyList<AffinityTerm> terms, NodeTable nodes) => DomainsOf(terms, terms[0].TopologyKey, nodes);

    /// <summary>Number of pods that match all the terms, by domain of the key.</summary>
    private static long[] DomainsOf(IReadOnlyList<AffinityTerm> terms, string topologyKey, NodeTable nodes)
    {
        var topology = nodes.Topology(topologyKey);
        var counts = new long[topology.DomainCount];
        foreach (var podClass in nodes.Classes)
        {
            if (terms.All(term => term.Matches(podClass.Namespace, podClass.Labels, nodes.Namespaces)))
            {
                Add(podClass, topology, counts, 1);
            }
        }

        return counts;
    }

    private static void AddOwnPreferences(AffinityTerms own, PodClass podClass, NodeTable nodes, Dictionary<string, long[]> weights)
    {
        foreach (var (term, weight) in own.Preferred)
        {
            AddIf(term, podClass.Namespace, podClass.Labels, podClass, weight, nodes, weights);
        }

        foreach (var (term, weight) in own.PreferredAnti)
        {
            AddIf(term, podClass.Namespace, podClass.Labels, podClass, -weight, nodes, weights);
        }
    }

    private void AddTheirPreferences(PodInfo pod, PodClass podClass, NodeTable nodes, Dictionary<string, long[]> weights)
    {
        if (podClass.Terms.IsEmpty)
        {
            return;
        }

        var (ns, labels) = (pod.Pod.Metadata.Namespace, pod.Pod.Metadata.Labels);
        foreach (var term in podClass.Terms.Required)
        {
            AddIf(term, ns, labels, podClass, hardPodAffinityWeight, nodes, weights);
        }

        foreach (var (term, weight) in podClass.Terms.Preferred)
        {
            AddIf(term, ns, labels, podClass, weight, nodes, weights);
        }

        foreach (var (term, weight) in podClass.Terms.PreferredAnti)
        {
            AddIf(term, ns, labels, podClass, -weight, nodes, weights);
        }
    }

    private static void AddIf(
        AffinityTerm term, string ns, Api.ApiMap<string> labels, PodClass podClass, int weight, NodeTable nodes, Dictionary<string, long[]> weights)
    {
        if (weight == 0 || !term.Matches(ns, labels, nodes.Namespaces))
        {
            return;
        }

        var topology = nodes.Topology(term.TopologyKey);
        if (!weights.TryGetValue(term.TopologyKey, out var byDomain))
        {
            weights[term.TopologyKey] = byDomain = new long[topology.DomainCount];
        }

        Add(podClass, topology, byDomain, weight);
    }

    private static void Add(PodClass podClass, TopologyColumn topology, long[] byDomain, long weight)
    {
        var domains = topology.Domains;
        foreach (var (slot, count) in podClass.CountBySlot)
        {
            if (domains[slot] >= 0)
            {
                byDomain[domains[slot]] += weight * count;
            }
        }
    }
}
