using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Nodes;

/// <summary>Taints nodes by their conditions, and by whether they are cordoned.</summary>
internal sealed class NodeTaintController : Controller<string>
{
    private readonly Store<Node> _nodes;

    public NodeTaintController(ControllerContext context)
        : base("node-lifecycle-controller", context, workers: 8, queue: "node_lifecycle_controller")
    {
        var nodes = context.Informer<Node>();
        nodes.AddHandler(new InformerHandler<Node>
        {
            Added = node => Queue.Add(node.Metadata.Name),
            Updated = (old, node) =>
            {
                if (old.Spec != node.Spec || old.Status.Conditions != node.Status.Conditions)
                {
                    Queue.Add(node.Metadata.Name);
                }
            },
        });
        _nodes = nodes.Store;
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_nodes.Get("", key) is not { Metadata.DeletionTimestamp: null } node)
        {
            return;
        }

        var wanted = NodeConditions.WantedTaints(node);
        var taints = node.Spec.Taints.RemoveAll(taint => NodeConditions.IsManaged(taint) && !wanted.Exists(other => IsSame(taint, other)));
        foreach (var taint in wanted)
        {
            if (taints.FindIndex(other => IsSame(taint, other)) < 0)
            {
                taints = taints.Add(taint with { TimeAdded = Context.Now() });
            }
        }

        if (taints == node.Spec.Taints)
        {
            return;
        }

        try
        {
            await Client.UpdateAsync(node with { Spec = node.Spec with { Taints = taints } }, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // The node has left.
        }
    }

    private static bool IsSame(Taint left, Taint right) => left.Key == right.Key && left.Effect == right.Effect;
}
