using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Kubelet.PodWorkers;
using Microsoft.Extensions.Logging;

namespace KubeSharp.Kubelet.Nodes;

/// <summary>
/// Registers the node and keeps its status current: at once when something changed, else every few minutes, as the lease is the heartbeat.
/// </summary>
internal sealed partial class NodeReporter(
    KubeClient client, KubeletOptions options, MachineInfo machine, NodeStatusBuilder builder, IEventRecorder events, TimeProvider time,
    ILogger<NodeReporter> logger)
{
    private static readonly TimeSpan RegistrationRetry = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan MaxRegistrationRetry = TimeSpan.FromSeconds(7);

    private readonly ILogger _logger = logger;
    private readonly WakeSignal _signal = new(time);
    private volatile Node? _node;
    private DateTimeOffset _reported;

    /// <summary>The node as the API has it; null until it is registered.</summary>
    public Node? Node => _node;

    /// <summary>Something in the status may have changed.</summary>
    public void Wake() => _signal.Set();

    /// <summary>Takes note of the node as it is watched.</summary>
    public void Observe(Node node) => _node = node;

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await RegisterAsync(cancellationToken).ConfigureAwait(false);
            events.Record(Reference(), KubeSharp.Api.Core.V1.Constants.EventTypeNormal, "Starting", "Starting kubelet.");
            while (!cancellationToken.IsCancellationRequested)
            {
                await ReportAsync(cancellationToken).ConfigureAwait(false);
                await _signal.WaitAsync(options.NodeStatusUpdateFrequency, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // Stopping is how this loop ends.
        }
    }

    private async Task RegisterAsync(CancellationToken cancellationToken)
    {
        var retry = RegistrationRetry;
        while (true)
        {
            try
            {
                _node = options.RegisterNode
                    ? await CreateOrAdoptAsync(cancellationToken).ConfigureAwait(false)
                    : await client.GetAsync<Node>("", options.NodeName, cancellationToken).ConfigureAwait(false);
                LogRegistered(options.NodeName);
                return;
            }
            catch (Exception exception) when (exception is ApiException or HttpRequestException or IOException)
            {
                LogNotRegistered(options.NodeName, exception.Message);
            }
            await Task.Delay(retry, time, cancellationToken).ConfigureAwait(false);
            retry = retry * 2 < MaxRegistrationRetry ? retry * 2 : MaxRegistrationRetry;
        }
    }

    private async Task<Node> CreateOrAdoptAsync(CancellationToken cancellationToken)
    {
        var wanted = Initial();
        try
        {
            return await client.CreateAsync(wanted, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException exception) when (exception.IsAlreadyExists)
        {
            var known = await client.GetAsync<Node>("", options.NodeName, cancellationToken).ConfigureAwait(false);
            var labels = known.Metadata.Labels;
            foreach (var (name, value) in wanted.Metadata.Labels)
            {
                labels = labels.Set(name, value);
            }
            return labels == known.Metadata.Labels
                ? known
                : await client.UpdateAsync(known with { Metadata = known.Metadata with { Labels = labels } }, cancellationToken: cancellationToken)
                    .ConfigureAwait(false);
        }
    }

    private Node Initial()
    {
        var labels = ApiMap<string>.From(
        [
            new(KubeSharp.Api.Core.V1.Constants.LabelHostname, options.NodeName),
            new(KubeSharp.Api.Core.V1.Constants.LabelOSStable, "linux"),
            new(KubeSharp.Api.Core.V1.Constants.LabelArchStable, machine.Architecture),
            new("beta.kubernetes.io/os", "linux"),
            new("beta.kubernetes.io/arch", machine.Architecture),
        ]);
        foreach (var (name, value) in options.NodeLabels)
        {
            labels = labels.Set(name, value);
        }
        return new Node
        {
            Metadata = new ObjectMeta
            {
                Name = options.NodeName,
                Labels = labels,
                Annotations = ApiMap<string>.From([new("volumes.kubernetes.io/controller-managed-attach-detach", "true")]),
            },
            Spec = new NodeSpec
            {
                ProviderID = options.ProviderID,
                Unschedulable = !options.RegisterSchedulable,
                Taints = [.. options.RegisterWithTaints],
            },
            Status = builder.Build(NodeStatus.Empty),
        };
    }

    private async Task ReportAsync(CancellationToken cancellationToken)
    {
        if (_node is not { } node)
        {
            return;
        }
        try
        {
            var status = builder.Build(node.Status);
            var now = time.GetUtcNow();
            if (!NodeStatusBuilder.Differ(node.Status, status) && now - _reported < options.NodeStatusReportFrequency)
            {
                return;
            }
            // The freshest object, as others write its conditions and addresses too.
            node = await client.GetAsync<Node>("", options.NodeName, cancellationToken).ConfigureAwait(false);
            status = builder.Build(node.Status);
            TellTransitions(node.Status, status);
            _node = await client.UpdateStatusAsync(node with { Status = status }, cancellationToken: cancellationToken).ConfigureAwait(false);
            _reported = now;
        }
        catch (ApiException exception) when (exception.IsNotFound && options.RegisterNode)
        {
            // Somebody deleted the node: it comes back.
            await RegisterAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is ApiException or HttpRequestException or IOException)
        {
            if (exception is not ApiException { IsConflict: true })
            {
                LogNotReported(exception.Message);
            }
            _signal.Set();
            await Task.Delay(RegistrationRetry, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private void TellTransitions(NodeStatus before, NodeStatus after)
    {
        foreach (var condition in after.Conditions)
        {
            var known = NodeStatusBuilder.Find(before.Conditions, condition.Type);
            if (known?.Status == condition.Status)
            {
                continue;
            }
            var reason = condition.Type == NodeConditionType.NodeReady
                ? condition.Status == "True" ? "NodeReady" : "NodeNotReady"
                : condition.Type.StartsWith("Network", StringComparison.Ordinal) ? "" : "Node" + condition.Reason["Kubelet".Length..];
            if (reason.Length > 0)
            {
                events.Record(Reference(), KubeSharp.Api.Core.V1.Constants.EventTypeNormal, reason, $"Node {options.NodeName} status is now: {reason}");
            }
        }
    }

    /// <summary>Events about nodes carry the node's name as uid; that is how everyone finds them.</summary>
    private ObjectReference Reference() => new() { Kind = "Node", Name = options.NodeName, UID = options.NodeName };

    [LoggerMessage(Level = LogLevel.Information, Message = "Node {Name} is registered")]
    private partial void LogRegistered(string name);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Node {Name} could not be registered yet: {Error}")]
    private partial void LogNotRegistered(string name, string error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The node's status could not be written: {Error}")]
    private partial void LogNotReported(string error);
}
