using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Networking;

/// <summary>Gives services without a selector, whose Endpoints somebody makes by hand, the same endpoints as slices.</summary>
internal sealed class EndpointSliceMirroringController : Controller<NamespacedName>
{
    private const string Manager = "endpointslicemirroring-controller.k8s.io";
    private const string SkipMirror = "endpointslice.kubernetes.io/skip-mirror";
    private const string LeaderElection = "control-plane.alpha.kubernetes.io/leader";

    private readonly Store<Endpoints> _endpoints;
    private readonly Store<Service> _services;
    private readonly Store<EndpointSlice> _slices;
    private readonly SlicePlanner _planner;
    private readonly SliceWriter _writer;

    public EndpointSliceMirroringController(ControllerContext context)
        : base("endpointslice-mirroring-controller", context, context.Options.ConcurrentSyncs, queue: "endpoint_slice_mirroring")
    {
        _planner = new SlicePlanner(maxPerSlice: 1000);
        _writer = new SliceWriter(context.Client, context.Time);
        _endpoints = context.Informer<Endpoints>().OnAny(value => Queue.Add(NamespacedName.Of(value))).Store;
        _services = context.Informer<Service>().OnAny(value => Queue.Add(NamespacedName.Of(value))).Store;
        var slices = context.Informer<EndpointSlice>();
        SlicesByService.AddTo(slices);
        _slices = slices.OnAny(SliceChanged).Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        var existing = SlicesByService.Find(_slices, key, Manager);
        if (_endpoints.Get(key) is not { } endpoints || !IsMirrored(endpoints) || _services.Get(key) is not { Spec.Selector.Count: 0 })
        {
            _writer.Forget(key);
            foreach (var slice in existing)
            {
                await _writer.DeleteAsync(slice, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        if (_writer.IsCurrent(key, existing))
        {
            var plan = _planner.Plan(MirroredSlices.Of(endpoints), existing);
            await _writer.WriteAsync(plan, key, endpoints, LabelsOf(endpoints), cancellationToken).ConfigureAwait(false);
        }
    }

    private static bool IsMirrored(Endpoints endpoints) =>
        endpoints.Metadata.Labels.GetValueOrDefault(SkipMirror) != "true"
        && !endpoints.Metadata.Annotations.ContainsKey(LeaderElection)
        && endpoints.Metadata.DeletionTimestamp is null;

    private static ApiMap<string> LabelsOf(Endpoints endpoints) => endpoints.Metadata.Labels
        .Set(SliceWriter.ServiceName, endpoints.Metadata.Name)
        .Set(SliceWriter.ManagedBy, Manager);

    private void SliceChanged(EndpointSlice slice)
    {
        if (slice.Metadata.Labels.GetValueOrDefault(SliceWriter.ManagedBy) == Manager
            && slice.Metadata.Labels.TryGetValue(SliceWriter.ServiceName, out var service))
        {
            Queue.Add(new NamespacedName(slice.Metadata.Namespace, service));
        }
    }
}
