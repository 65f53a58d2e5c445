using KubeSharp.Api;
using KubeSharp.Api.Coordination.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Pods;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Controllers.Nodes;

/// <summary>
/// Watches the heartbeats of nodes (their Lease, or their status). When one falls silent for the grace period, its conditions
/// become Unknown and its pods not ready; taints and evictions follow from that.
/// </summary>
internal sealed partial class NodeMonitor : IController
{
    private const string LeaseNamespace = "kube-node-lease";

    private static readonly string[] MonitoredConditions =
    [
        NodeConditionType.NodeReady,
        NodeConditionType.NodeMemoryPressure,
        NodeConditionType.NodeDiskPressure,
        NodeConditionType.NodePIDPressure,
    ];

    private readonly Dictionary<string, NodeHealth> _health = [];
    private readonly ControllerContext _context;
    private readonly Store<Node> _nodes;
    private readonly Store<Lease> _leases;
    private readonly Store<Pod> _pods;
    private readonly IEventRecorder _events;
    private readonly ILogger _logger;

    public NodeMonitor(ControllerContext context)
    {
        _context = context;
        _logger = context.Loggers.CreateLogger("KubeSharp.Controllers.NodeMonitor");
        _events = context.Events("node-controller");
        _nodes = context.Informer<Node>().Store;
        _leases = context.Informer(new InformerOptions<Lease> { Namespace = LeaseNamespace }).Store;
        var pods = context.Informer<Pod>();
        PodsByNode.AddTo(pods);
        _pods = pods.Store;
    }

    public string Name => "node-lifecycle-controller";

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(_context.Options.NodeMonitorPeriod, _context.Time);
        try
        {
            do
            {
                await CheckAllAsync(cancellationToken).ConfigureAwait(false);
            }
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how this loop ends.
        }
    }

    /// <summary>Looks at every node once.</summary>
    public async Task CheckAllAsync(CancellationToken cancellationToken)
    {
        var nodes = _nodes.List();
        foreach (var gone in _health.Keys.Except(nodes.Select(static node => node.Metadata.Name)).ToList())
        {
            _health.Remove(gone);
        }

        foreach (var node in nodes)
        {
            try
            {
                await CheckAsync(node, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                LogFailure(node.Metadata.Name, failure.Message);
            }
        }
    }

    private async ValueTask CheckAsync(Node node, CancellationToken cancellationToken)
    {
        var health = Hear(node);
        var isNew = node.Condition(NodeConditionType.NodeReady) is null;
        var grace = isNew ? _context.Options.NodeStartupGracePeriod : _context.Options.NodeMonitorGracePeriod;
        if (_context.Time.GetUtcNow() - health.HeardAt > grace)
        {
            node = await MarkUnknownAsync(node, cancellationToken).ConfigureAwait(false);
        }

        if (node.Condition(NodeConditionType.NodeReady) is { Status: not "True" })
        {
            await MarkPodsNotReadyAsync(node, cancellationToken).ConfigureAwait(false);
        }
    }

    private NodeHealth Hear(Node node)
    {
        var name = node.Metadata.Name;
        var version = _leases.Get(LeaseNamespace, name)?.Spec.RenewTime?.ToString() ?? "";
        var heartbeats = string.Join(',', node.Status.Conditions.Select(static condition => condition.LastHeartbeatTime.UnixSeconds));
        if (_health.TryGetValue(name, out var known) && known.LeaseVersion == version && (known.Heartbeats == heartbeats || IsUnknownToUs(node)))
        {
            return known;
        }

        // A node that was never heard of counts from when it was registered.
        var isSilent = known is null && version.Length == 0 && node.Status.Conditions.Count == 0;
        var health = new NodeHealth(version, heartbeats, isSilent ? node.Metadata.CreationTimestamp.Value : _context.Time.GetUtcNow());
        _health[name] = health;
        return health;
    }

    private static bool IsUnknownToUs(Node node) => node.Readiness() == "Unknown";

    private async ValueTask<Node> MarkUnknownAsync(Node node, CancellationToken cancellationToken)
    {
        var conditions = node.Status.Conditions;
        var now = _context.Now();
        foreach (var type in MonitoredConditions)
        {
            var index = conditions.FindIndex(condition => condition.Type == type);
            if (index < 0)
            {
                conditions = conditions.Add(new NodeCondition
                {
                    Type = type,
                    Status = "Unknown",
                    Reason = "NodeStatusNeverUpdated",
                    Message = "Kubelet never posted node status.",
                    LastHeartbeatTime = node.Metadata.CreationTimestamp,
                    LastTransitionTime = now,
                });
            }
            else if (conditions[index].Status != "Unknown")
            {
                conditions = conditions.SetItem(index, conditions[index] with
                {
                    Status = "Unknown",
                    Reason = "NodeStatusUnknown",
                    Message = "Kubelet stopped posting node status.",
                    LastTransitionTime = now,
                });
            }
        }

        if (conditions == node.Status.Conditions)
        {
            return node;
        }

        LogSilent(node.Metadata.Name);
        _events.Record(node, "Normal", "NodeNotReady", $"Node {node.Metadata.Name} status is now: NodeNotReady");
        return await _context.Client.UpdateStatusAsync(
            node with { Status = node.Status with { Conditions = conditions } },
            cancellationToken: cancellationToken).ConfigureAwait(false);
    }

    /// <summary>So that services stop sending to them.</summary>
    private async ValueTask MarkPodsNotReadyAsync(Node node, CancellationToken cancellationToken)
    {
        foreach (var pod in PodsByNode.Find(_pods, node.Metadata.Name))
        {
            var index = pod.Status.Conditions.FindIndex(static condition => condition is { Type: PodConditionType.PodReady, Status: "True" });
            if (index < 0)
            {
                continue;
            }

            var conditions = pod.Status.Conditions.SetItem(
                index,
                pod.Status.Conditions[index] with { Status = "False", LastTransitionTime = _context.Now() });
            try
            {
                await _context.Client.UpdateStatusAsync(
                    pod with { Status = pod.Status with { Conditions = conditions } },
                    cancellationToken: cancellationToken).ConfigureAwait(false);
                _events.Record(pod, "Warning", "NodeNotReady", "Node is not ready");
            }
            catch (ApiException passed) when (passed.IsNotFound || passed.IsConflict)
            {
                // Gone, or changed: the next round sees.
            }
        }
    }
}
