using KubeSharp.Api.Core.V1;

namespace KubeSharp.Proxy.Model;

/// <summary>The node that the proxy works for.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Zone">Its zone; empty if it has none, or if that is not known yet.</param>
internal sealed record ProxyNode(string Name, string Zone = "")
{
    private const string ZoneLabel = "topology.kubernetes.io/zone";
    private const string ToBeDeletedTaint = "ToBeDeletedByClusterAutoscaler";

    /// <summary>Networks of its pods, one per family.</summary>
    public IReadOnlyList<string> PodCidrs { get; init; } = [];

    /// <summary>Its internal addresses; empty as long as they are not known.</summary>
    public IReadOnlyList<string> Addresses { get; init; } = [];

    /// <summary>Load balancers may send it new connections: nobody is about to take it away.</summary>
    public bool IsEligible { get; init; } = true;

    public static ProxyNode Of(Node node) => new(node.Metadata.Name, node.Metadata.Labels.GetValueOrDefault(ZoneLabel) ?? "")
    {
        PodCidrs = [.. node.Spec.PodCIDRs],
        Addresses = [.. node.Status.Addresses.Where(static address => address.Type == "InternalIP").Select(static address => address.Address)],
        IsEligible = node.Metadata.DeletionTimestamp is null && node.Spec.Taints.All(static taint => taint.Key != ToBeDeletedTaint),
    };

    /// <summary>Whether the same rules suit both.</summary>
    public bool HasSameRules(ProxyNode other) =>
        Zone == other.Zone && PodCidrs.SequenceEqual(other.PodCidrs) && Addresses.SequenceEqual(other.Addresses);
}
