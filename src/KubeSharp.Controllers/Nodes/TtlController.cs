using System.Globalization;
using System.Text;
using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Nodes;

/// <summary>Tells kubelets for how long they may keep ConfigMaps and Secrets without asking again: the longer, the larger the cluster.</summary>
internal sealed class TtlController : Controller<string>
{
    private const string Annotation = "node.alpha.kubernetes.io/ttl";

    /// <summary>By number of nodes. The sizes overlap, so that a cluster at a boundary does not change all its nodes again and again.</summary>
    private static readonly (int Min, int Max, int Seconds)[] Sizes =
    [
        (0, 100, 0),
        (90, 500, 15),
        (450, 1000, 30),
        (900, 2000, 60),
        (1800, 10000, 300),
        (9000, int.MaxValue, 600),
    ];

    private readonly Lock _gate = new();
    private readonly Store<Node> _nodes;
    private int _size;

    public TtlController(ControllerContext context)
        : base("ttl-controller", context, context.Options.ConcurrentSyncs, queue: "ttlcontroller")
    {
        var nodes = context.Informer<Node>();
        _nodes = nodes.Store;
        nodes.AddHandler(new InformerHandler<Node>
        {
            Added = Resized,
            Updated = (old, node) =>
            {
                if (old.Metadata.Annotations.GetValueOrDefault(Annotation) != node.Metadata.Annotations.GetValueOrDefault(Annotation))
                {
                    Queue.Add(node.Metadata.Name);
                }
            },
            Deleted = _ => Measure(),
        });
    }

    protected override async ValueTask ReconcileAsync(string key, CancellationToken cancellationToken)
    {
        if (_nodes.Get("", key) is not { } node)
        {
            return;
        }

        var seconds = Sizes[Volatile.Read(ref _size)].Seconds.ToString(CultureInfo.InvariantCulture);
        if (node.Metadata.Annotations.GetValueOrDefault(Annotation) == seconds)
        {
            return;
        }

        var patch = "{\"metadata\":{\"annotations\":{\"" + Annotation + "\":\"" + seconds + "\"}}}";
        try
        {
            await Client.PatchAsync<Node>("", key, PatchType.Strategic, Encoding.UTF8.GetBytes(patch), cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Removed meanwhile.
        }
    }

    private void Resized(Node node)
    {
        Measure();
        Queue.Add(node.Metadata.Name);
    }

    /// <summary>When the size changes, all nodes hear of it.</summary>
    private void Measure()
    {
        lock (_gate)
        {
            var (before, count) = (_size, _nodes.Count);
            while (count > Sizes[_size].Max)
            {
                _size++;
            }

            while (count < Sizes[_size].Min)
            {
                _size--;
            }

            if (_size == before)
            {
                return;
            }
        }

        foreach (var node in _nodes.List())
        {
            Queue.Add(node.Metadata.Name);
        }
    }
}
