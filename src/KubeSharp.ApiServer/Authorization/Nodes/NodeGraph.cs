using KubeSharp.Api;
using KubeSharp.Api.Core.V1;

namespace KubeSharp.ApiServer.Authorization.Nodes;

/// <summary>
/// Which objects the pods of each node need. Kept up to date by pod changes; each reference is counted, since many pods share one.
/// </summary>
internal sealed class NodeGraph
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Namespace, string Name), (string Node, HashSet<NodeReference> References)> _pods = [];
    private readonly Dictionary<string, Dictionary<NodeReference, int>> _nodes = new(StringComparer.Ordinal);

    public void Changed(ApiObject value)
    {
        if (value is not Pod { Spec.NodeName: var node } pod)
        {
            return;
        }

        var key = (pod.Metadata.Namespace, pod.Metadata.Name);
        var references = node.Length == 0 ? null : PodReferences.Of(pod);
        lock (_lock)
        {
            if (_pods.TryGetValue(key, out var before))
            {
                // Nearly every change of a pod is one of its status.
                if (before.Node == node && references is not null && before.References.SetEquals(references))
                {
                    return;
                }

                Remove(key);
            }

            if (references is not null)
            {
                Add(key, node, references);
            }
        }
    }

    public void Removed(ApiObject value)
    {
        lock (_lock)
        {
            Remove((value.Metadata.Namespace, value.Metadata.Name));
        }
    }

    /// <summary>Whether a pod of the node needs the object.</summary>
    public bool IsNeeded(string node, NodeReference reference)
    {
        lock (_lock)
        {
            return _nodes.TryGetValue(node, out var references) && references.ContainsKey(reference);
        }
    }

    private void Add((string Namespace, string Name) key, string node, HashSet<NodeReference> references)
    {
        _pods[key] = (node, references);
        if (!_nodes.TryGetValue(node, out var counts))
        {
            _nodes[node] = counts = [];
        }

        foreach (var reference in references)
        {
            counts[reference] = counts.GetValueOrDefault(reference) + 1;
        }
    }

    private void Remove((string Namespace, string Name) key)
    {
        if (!_pods.Remove(key, out var pod) || !_nodes.TryGetValue(pod.Node, out var counts))
        {
            return;
        }

        foreach (var reference in pod.References)
        {
            if (--counts[reference] == 0)
            {
                counts.Remove(reference);
            }
        }

        if (counts.Count == 0)
        {
            _nodes.Remove(pod.Node);
        }
    }
}
