using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Networking;

/// <summary>Keeps the EndpointSlices of services that select pods.</summary>
internal sealed class EndpointSliceController : ServicePodsController
{
    private const string Manager = "endpointslice-controller.k8s.io";
    private const string Headless = "service.kubernetes.io/headless";
    private const string Zone = "topology.kubernetes.io/zone";

    private readonly Store<EndpointSlice> _slices;
    private readonly Store<Node> _nodes;
    private readonly SlicePlanner _planner;
    private readonly SliceWriter _writer;
    private readonly IEventRecorder _events;

    public EndpointSliceController(ControllerContext context)
        : base("endpointslice-controller", "endpoint_slice", context)
    {
        _events = context.Events("endpoint-slice-controller");
        _planner = new SlicePlanner(context.Options.MaxEndpointsPerSlice);
        _writer = new SliceWriter(context.Client, context.Time);
        var slices = context.Informer<EndpointSlice>();
        SlicesByService.AddTo(slices);
        _slices = slices.OnAny(SliceChanged).Store;
        var nodes = context.Informer<Node>();
        nodes.AddHandler(new InformerHandler<Node> { Added = NodeAdded, Updated = NodeUpdated });
        _nodes = nodes.Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var existing = SlicesByService.Find(_slices, key, Manager);
        if (Services.Get(key) is not { } service)
        {
            _writer.Forget(key);
            foreach (var slice in existing)
            {
                await _writer.DeleteAsync(slice, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        if (service.Spec.Selector.Count == 0
            || service.Spec.Type == "ExternalName"
            || service.Metadata.DeletionTimestamp is not null
            || !_writer.IsCurrent(key, existing))
        {
            return;
        }

        var groups = ServiceSlices.Of(service, PodsOf(service), name => _nodes.Get("", name));
        try
        {
            await _writer.WriteAsync(_planner.Plan(groups, existing), key, service, LabelsOf(service), cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException refused) when (!refused.IsConflict)
        {
            _events.Record(service, "Warning", "FailedToUpdateEndpointSlices", $"Error updating Endpoint Slices for Service {key}: {refused.Message}");
            throw;
        }
    }

    private static ApiMap<string> LabelsOf(Service service)
    {
        var labels = service.Metadata.Labels
            .Set(SliceWriter.ServiceName, service.Metadata.Name)
            .Set(SliceWriter.ManagedBy, Manager);
        return service.Spec.ClusterIP == "None" ? labels.Set(Headless, "") : labels.Remove(Headless);
    }

    private void SliceChanged(EndpointSlice slice)
    {
        if (slice.Metadata.Labels.GetValueOrDefault(SliceWriter.ManagedBy) == Manager
            && slice.Metadata.Labels.TryGetValue(SliceWriter.ServiceName, out var service))
        {
            Queue.Add(new NamespacedName(slice.Metadata.Namespace, service));
        }
    }

    private void NodeAdded(Node node)
    {
        if (node.Metadata.Labels.ContainsKey(Zone))
        {
            EnqueueAll();
        }
    }

    private void NodeUpdated(Node old, Node node)
    {
        if (old.Metadata.Labels.GetValueOrDefault(Zone) != node.Metadata.Labels.GetValueOrDefault(Zone))
        {
            EnqueueAll();
        }
    }

    private void EnqueueAll()
    {
        foreach (var service in Services.List())
        {
            Queue.Add(NamespacedName.Of(service));
        }
    }
}
