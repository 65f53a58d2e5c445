using System.Globalization;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Discovery.V1;
using KubeSharp.Client;
using KubeSharp.Client.Informers;
using KubeSharp.Proxy.Model;
using IPFamily = KubeSharp.Proxy.Model.IPFamily;
using ServicePort = KubeSharp.Proxy.Model.ServicePort;

namespace KubeSharp.Proxy;

/// <summary>The Services and EndpointSlices that this proxy looks after, as they are now, and what changes among them.</summary>
internal sealed class ServiceCatalogue
{
    private const string SliceIndex = "service";
    private const string TriggerAnnotation = "endpoints.kubernetes.io/last-change-trigger-time";

    /// <summary>Neither what another proxy looks after, nor what has nothing to forward.</summary>
    private const string Selector = "!service.kubernetes.io/service-proxy-name,!service.kubernetes.io/headless";

    private readonly Store<Service> _services;
    private readonly Store<EndpointSlice> _slices;
    private readonly ServiceChangeTracker _changes;
    private readonly DateTimeOffset _started;

    public ServiceCatalogue(InformerFactory factory, ServiceChangeTracker changes, TimeProvider time)
    {
        var services = factory.Get(new InformerOptions<Service> { LabelSelector = Selector });
        var slices = factory.Get(new InformerOptions<EndpointSlice> { LabelSelector = Selector });
        (_services, _slices, _changes, _started) = (services.Store, slices.Store, changes, time.GetUtcNow());
        _slices.AddIndex(SliceIndex, static slice => ServiceModel.ServiceName(slice) is { } name ? [slice.Metadata.Namespace + "/" + name] : []);
        services.AddHandler(new InformerHandler<Service>
        {
            Added = Changed,
            Updated = (_, service) => Changed(service),
            Deleted = Changed,
        });
        slices.AddHandler(new InformerHandler<EndpointSlice>
        {
            Added = slice => Changed(null, slice),
            Updated = Changed,
            Deleted = slice => Changed(slice, slice),
        });
    }

    /// <summary>The names of all services.</summary>
    public IEnumerable<NamespacedName> Services => _services.List().Select(NamespacedName.Of);

    /// <summary>The ports of a service for one address family; none if it is not there, or not ours.</summary>
    public ServicePorts Ports(NamespacedName name, IPFamily family, ProxyNode node) => new(
        name,
        _services.Get(name) is { } service && ServiceModel.Handles(service)
            ? [.. ServiceModel.Ports(service, _slices.ByIndex(SliceIndex, name.Namespace + "/" + name.Name), family, node)]
            : (IReadOnlyList<ServicePort>)[]);

    private void Changed(Service service)
    {
        ProxyMetrics.ServiceChanges.Inc();
        _changes.Add(NamespacedName.Of(service));
    }

    private void Changed(EndpointSlice? old, EndpointSlice slice)
    {
        if (ServiceModel.ServiceName(slice) is { } name)
        {
            ProxyMetrics.EndpointChanges.Inc();
            _changes.Add(new NamespacedName(slice.Metadata.Namespace, name), Trigger(old, slice));
        }
    }

    /// <summary>When what the slice now says happened. Not known if that was before this proxy began, or if the last change of the slice came without a time.</summary>
    private DateTimeOffset? Trigger(EndpointSlice? old, EndpointSlice slice)
    {
        var text = slice.Metadata.Annotations.GetValueOrDefault(TriggerAnnotation);
        return text is not null
            && text != old?.Metadata.Annotations.GetValueOrDefault(TriggerAnnotation)
            && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time)
            && time >= _started
                ? time
                : null;
    }
}
