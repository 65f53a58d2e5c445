using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Documents;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Nodes;

/// <summary>Gives every node a range of pod addresses.</summary>
internal sealed class NodeIpamController : Controller<string>
{
    private readonly List<CidrAllocator> _allocators;
    private readonly Store<Node> _nodes;
    private readonly IEventRecorder _events;

    public NodeIpamController(ControllerContext context)
        : base("node-ipam-controller", context, workers: 1, queue: "cidrallocator_node")
    {
        _events = context.Events("cidrAllocator");
        var options = context.Options;
        _allocators = [.. options.ClusterCidr.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(range => new CidrAllocator(new CidrRange(range, options.NodeCidrMaskSizeIPv4, options.NodeCidrMaskSizeIPv6)))];
        var nodes = context.Informer<Node>();
        nodes.AddHandler(new InformerHandler<Node> { Added = Observe, Updated = (_, node) => Observe(node), Deleted = Release });
        _nodes = nodes.Store;
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_nodes.Get("", key) is not { Spec.PodCIDR.Length: 0, Metadata.DeletionTimestamp: null } node)
        {
            return;
        }

        var blocks = new List<string>();
        foreach (var allocator in _allocators)
        {
            if (allocator.Take() is { } block)
            {
                blocks.Add(block);
            }
        }

        if (blocks.Count < _allocators.Count)
        {
            Return(blocks);
            _events.Record(node, "Normal", "CIDRNotAvailable", $"Node {key} status is now: CIDRNotAvailable");
            throw new InvalidOperationException("all pod address ranges of the cluster CIDR are in use");
        }

        try
        {
            // Not an update: kubelets write to their nodes often enough to make it conflict.
            await Client.PatchAsync<Node>("", key, PatchType.Merge, Patch(node, blocks), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Return(blocks);
            throw;
        }
    }

    private static byte[] Patch(Node node, List<string> blocks) => new DocObject
    {
        ["metadata"] = new DocObject { ["uid"] = new DocScalar(node.Metadata.UID) },
        ["spec"] = new DocObject { ["podCIDR"] = new DocScalar(blocks[0]), ["podCIDRs"] = new DocArray(blocks.Select(static block => new DocScalar(block))) },
    }.ToJson();

    private void Observe(Node node)
    {
        if (node.Spec.PodCIDR.Length == 0)
        {
            Queue.Add(node.Metadata.Name);
            return;
        }

        foreach (var block in node.Spec.PodCIDRs)
        {
            AllocatorOf(block)?.Occupy(block);
        }
    }

    private void Release(Node node)
    {
        foreach (var block in node.Spec.PodCIDRs)
        {
            AllocatorOf(block)?.Release(block);
        }
    }

    private void Return(List<string> blocks)
    {
        foreach (var block in blocks)
        {
            AllocatorOf(block)?.Return(block);
        }
    }

    private CidrAllocator? AllocatorOf(string block) =>
        _allocators.Find(allocator => allocator.Range.IsIPv6 == block.Contains(':', StringComparison.Ordinal));
}
