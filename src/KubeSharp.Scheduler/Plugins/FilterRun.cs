using KubeSharp.Scheduler.Snapshot;

namespace KubeSharp.Scheduler.Plugins;

/// <summary>The filters of one pod at work: which nodes remain, and why the others do not.</summary>
internal sealed class FilterRun
{
    private readonly Dictionary<string, int> _reasons = new(StringComparer.Ordinal);

    /// <summary>Nodes that no filter has refused so far.</summary>
    public NodeBits Feasible { get; } = new(64);

    /// <summary>Number of nodes by reason. A node refused by one filter for two reasons counts for both.</summary>
    public IReadOnlyDictionary<string, int> Reasons => _reasons;

    /// <summary>What the filters that refused a node wait for.</summary>
    public ClusterEvents Awaited { get; private set; }


    private bool _rejected;

    public void Start(NodeTable nodes)
    {
        _reasons.Clear();
        Feasible.CopyFrom(nodes.Present);
        Awaited = ClusterEvents.None;
    }

    public void Run(IFilterPlugin plugin, PodInfo pod, NodeTable nodes)
    {
        _rejected = false;
        plugin.Filter(pod, nodes, this);
        if (_rejected)
        {
            Awaited |= plugin.Events;
        }
    }

    public void Reject(int slot, string reason)
    {
        Feasible[slot] = false;
        AddReason(reason);
    }

    /// <summary>One more reason for a node that is refused already.</summary>
    public void AddReason(string reason)
    {
        _rejected = true;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }
}
