using System.Collections.Concurrent;

namespace KubeSharp.Addons.ResourceMetrics;

/// <summary>The last two readings of every node.</summary>
internal sealed class UsageStore
{
    private readonly ConcurrentDictionary<string, (NodeReading? Before, NodeReading Last)> _nodes = new(StringComparer.Ordinal);

    public void Add(string node, NodeReading reading) =>
        _nodes.AddOrUpdate(node, (null, reading), (_, known) => IsNewer(known.Last, reading) ? (known.Last, reading) : known);

    /// <summary>Forgets the nodes that are not there any more.</summary>
    public void Keep(IReadOnlySet<string> nodes)
    {
        foreach (var gone in _nodes.Keys.Where(node => !nodes.Contains(node)))
        {
            _nodes.TryRemove(gone, out _);
        }
    }

    public ResourceUse? OfNode(string node) =>
        _nodes.TryGetValue(node, out var known) && known.Last.Node is { } last ? ResourceUse.Between(known.Before?.Node, last) : null;

    public ResourceUse? OfContainer(string node, ContainerName name) =>
        _nodes.TryGetValue(node, out var known) && known.Last.Containers.TryGetValue(name, out var last)
            ? ResourceUse.Between(known.Before is { } before && before.Containers.TryGetValue(name, out var first) ? first : null, last)
            : null;

    /// <summary>A kubelet that was asked too soon shows the same figures again.</summary>
    private static bool IsNewer(NodeReading last, NodeReading reading) => reading.Node is null || last.Node is null || reading.Node.Value.Time > last.Node.Value.Time;
}
