using KubeSharp.Api;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client.Informers;
using KubeSharp.Client.WorkQueues;

namespace KubeSharp.Controllers.GarbageCollection;

/// <summary>
/// Deletes objects whose owners are gone, and carries out foreground deletion and orphaning. It watches the metadata of all
/// resources, built in and custom.
/// </summary>
internal sealed class GarbageCollector : Controller<string>
{
    private readonly WorkQueue<string> _orphanQueue;
    private readonly DeletionWorker _worker;
    private readonly CustomWatches _custom;
    private readonly int _workers;

    public GarbageCollector(ControllerContext context)
        : base("garbage-collector-controller", context, context.Options.ConcurrentGCSyncs, queue: "garbage_collector_attempt_to_delete")
    {
        _workers = context.Options.ConcurrentGCSyncs;
        _orphanQueue = new WorkQueue<string>("garbage_collector_attempt_to_orphan", context.Time);
        var kinds = new OwnerKinds();
        var graph = new OwnerGraph(Queue.Add, _orphanQueue.Add, kinds);
        _worker = new DeletionWorker(graph, new MetadataClient(context.Client), kinds);
        _custom = new CustomWatches(graph, kinds, context);
        _custom.Follow();
        foreach (var resource in MonitoredResources.All)
        {
            Watch(graph, resource);
        }
    }

    public override Task RunAsync(CancellationToken cancellationToken) => Task.WhenAll(
        base.RunAsync(cancellationToken),
        _custom.RunAsync(cancellationToken),
        QueueWorkers.RunAsync(_orphanQueue, _workers, _worker.OrphanAsync, Logger, cancellationToken));

    /// <summary>The same as <see cref="Controller{TKey}.DrainAsync"/> for orphaning.</summary>
    public Task<int> DrainOrphansAsync(CancellationToken cancellationToken) =>
        QueueWorkers.DrainAsync(_orphanQueue, _worker.OrphanAsync, Logger, cancellationToken);

    protected override ValueTask ReconcileAsync(string key, CancellationToken cancellationToken) => _worker.AttemptAsync(key, cancellationToken);

    private void Watch(OwnerGraph graph, ApiResource resource)
    {
        var informer = Context.Informer(resource, MonitoredResources.Options);
        informer.AddHandler(new InformerHandler<PartialObjectMetadata>
        {
            Added = value => graph.Observe(resource, value.Metadata),
            Updated = (_, value) => graph.Observe(resource, value.Metadata),
            Deleted = value => graph.Remove(value.Metadata.UID),
        });
    }
}
