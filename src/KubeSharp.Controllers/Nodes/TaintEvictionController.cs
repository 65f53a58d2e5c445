using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;
using KubeSharp.Controllers.Ownership;
using KubeSharp.Controllers.Pods;

namespace KubeSharp.Controllers.Nodes;

/// <summary>Deletes pods from nodes whose NoExecute taints they do not tolerate, or no longer.</summary>
internal sealed class TaintEvictionController : Controller<NamespacedName>
{
    private readonly Store<Pod> _pods;
    private readonly Store<Node> _nodes;
    private readonly IEventRecorder _events;

    public TaintEvictionController(ControllerContext context)
        : base("taint-eviction-controller", context, workers: 8, queue: "noexec_taint_pod")
    {
        _events = context.Events("taint-eviction-controller");
        var pods = context.Informer<Pod>();
        PodsByNode.AddTo(pods);
        pods.AddHandler(new InformerHandler<Pod> { Added = Enqueue, Updated = PodUpdated });
        _pods = pods.Store;
        var nodes = context.Informer<Node>();
        nodes.AddHandler(new InformerHandler<Node> { Added = EnqueuePodsOf, Updated = NodeUpdated });
        _nodes = nodes.Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_pods.Get(key) is not { } pod
            || pod.IsTerminating()
            || _nodes.Get("", pod.Spec.NodeName) is not { } node
            || NoExecute(node) is not { Count: > 0 } taints
            || Tolerances.Of(pod.Spec.Tolerations, taints) is not { } time)
        {
            return;
        }

        // From when the last of the taints came; without that, from now on.
        var since = taints.Max(static taint => taint.TimeAdded ?? default);
        var left = time - (since.IsZero ? TimeSpan.Zero : Time.GetUtcNow() - since.Value);
        if (time > TimeSpan.Zero && left > TimeSpan.Zero)
        {
            Queue.AddAfter(key, left);
            return;
        }

        await EvictAsync(pod, cancellationToken).ConfigureAwait(false);
    }

    private static List<Taint> NoExecute(Node node) => [.. node.Spec.Taints.Where(static taint => taint.Effect == TaintEffect.NoExecute)];

    private async ValueTask EvictAsync(Pod pod, CancellationToken cancellationToken)
    {
        _events.Record(pod, "Normal", "TaintManagerEviction", $"Marking for deletion Pod {NamespacedName.Of(pod)}");
        try
        {
            await MarkAsync(pod, cancellationToken).ConfigureAwait(false);
            await Client.DeleteAsync<Pod>(pod.Metadata.Namespace, pod.Metadata.Name, Deletions.Exactly(pod), cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // That is what was wanted.
        }
    }

    /// <summary>Says in the status that it was no fault of the pod (KEP-3329).</summary>
    private async ValueTask MarkAsync(Pod pod, CancellationToken cancellationToken)
    {
        if (pod.IsFinished() || pod.Condition(PodConditionType.DisruptionTarget)?.Status == "True")
        {
            return;
        }

        var condition = new PodCondition
        {
            Type = PodConditionType.DisruptionTarget,
            Status = "True",
            Reason = "DeletionByTaintManager",
            Message = "Taint manager: deleting due to NoExecute taint",
            LastTransitionTime = Context.Now(),
        };
        var conditions = pod.Status.Conditions.RemoveAll(static other => other.Type == PodConditionType.DisruptionTarget).Add(condition);
        await Client.UpdateStatusAsync(pod with { Status = pod.Status with { Conditions = conditions } }, cancellationToken: cancellationToken)
            .ConfigureAwait(false);
    }

    private void Enqueue(Pod pod)
    {
        if (pod.Spec.NodeName.Length > 0)
        {
            Queue.Add(NamespacedName.Of(pod));
        }
    }

    private void PodUpdated(Pod old, Pod pod)
    {
        if (old.Spec.NodeName != pod.Spec.NodeName || old.Spec.Tolerations != pod.Spec.Tolerations)
        {
            Enqueue(pod);
        }
    }

    private void NodeUpdated(Node old, Node node)
    {
        if (old.Spec.Taints != node.Spec.Taints)
        {
            EnqueuePodsOf(node);
        }
    }

    private void EnqueuePodsOf(Node node)
    {
        if (NoExecute(node).Count == 0)
        {
            return;
        }

        foreach (var pod in PodsByNode.Find(_pods, node.Metadata.Name))
        {
            Enqueue(pod);
        }
    }
}
