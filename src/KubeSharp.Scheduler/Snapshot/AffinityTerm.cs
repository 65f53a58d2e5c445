using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;

namespace KubeSharp.Scheduler.Snapshot;

/// <summary>One term of a pod's affinity: which pods it means, and the topology in which they count as near.</summary>
internal sealed class AffinityTerm(string ownNamespace, PodAffinityTerm term)
{
    private readonly bool _ownNamespaceOnly = term.Namespaces.Count == 0 && term.NamespaceSelector is null;

    public string TopologyKey => term.TopologyKey;

    /// <param name="ns">Namespace of the pod that may be meant.</param>
    /// <param name="labels">Its labels.</param>
    /// <param name="namespaces">Labels of all namespaces, for a namespace selector.</param>
    public bool Matches(string ns, ApiMap<string> labels, NamespaceLabels namespaces) =>
        MatchesNamespace(ns, namespaces) && term.LabelSelector is { } selector && LabelSelectors.Matches(selector, labels);

    private bool MatchesNamespace(string ns, NamespaceLabels namespaces)
    {
        if (_ownNamespaceOnly)
        {
            return ns == ownNamespace;
        }

        return term.Namespaces.Contains(ns)
            || (term.NamespaceSelector is { } selector && LabelSelectors.Matches(selector, namespaces.Of(ns)));
    }
}
