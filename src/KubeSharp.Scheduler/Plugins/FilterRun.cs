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

    /// <summary>Nodes that taking pods away from would not help.</summary>
    public NodeBits Hopeless { get; } = new(64);

    /// <summary>Why no node at all can take the pod, if that has nothing to do with the nodes.</summary>
    public string? Refusal { get; private set; }

    private bool _rejected;

    public void Start(NodeTable nodes)
    {
        _reasons.Clear();
        Feasible.CopyFrom(nodes.Present);
        Hopeless.Clear();
        Refusal = null;
        Awaited = ClusterEvents.None;
    }

    /// <summary>Begins with one node only.</summary>
    public void StartAt(NodeTable nodes, int slot)
    {
        Start(nodes);
        Feasible.Clear();
        Feasible[slot] = true;
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

    /// <summary>Refuses a node for a reason that no other pod's leaving would change.</summary>
    public void Exclude(int slot, string reason)
    {
        Hopeless[slot] = true;
        Reject(slot, reason);
    }

    /// <summary>Refuses the pod, whatever the node.</summary>
    public void Refuse(string reason)
    {
        _rejected = true;
        Refusal = reason;
        foreach (var slot in Feasible)
        {
            Hopeless[slot] = true;
        }

        Feasible.Clear();
    }

    /// <summary>One more reason for a node that is refused already.</summary>
    public void AddReason(string reason)
    {
        _rejected = true;
        _reasons[reason] = _reasons.GetValueOrDefault(reason) + 1;
    }
}
