using KubeSharp.Api;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Meta.V1;
using KubeSharp.Client;
using KubeSharp.Client.Events;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Networking;

/// <summary>Keeps the Endpoints of services that select pods.</summary>
internal sealed class EndpointsController : ServicePodsController
{
    private const string Headless = "service.kubernetes.io/headless";
    private const string ManagedBy = "endpoints.kubernetes.io/managed-by";
    private const string OverCapacity = "endpoints.kubernetes.io/over-capacity";

    private readonly Store<Endpoints> _endpoints;
    private readonly IEventRecorder _events;

    public EndpointsController(ControllerContext context)
        : base("endpoints-controller", "endpoint", context)
    {
        _events = context.Events("endpoint-controller");
        var endpoints = context.Informer<Endpoints>();
        endpoints.AddHandler(new InformerHandler<Endpoints>
        {
            Updated = (_, value) => Queue.Add(NamespacedName.Of(value)),
            Deleted = value => Queue.Add(NamespacedName.Of(value)),
        });
        _endpoints = endpoints.Store;
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (Services.Get(key) is not { } service)
        {
            await DeleteAsync(key, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (service.Spec.Selector.Count == 0 || service.Spec.Type == "ExternalName")
        {
            return;
        }

        var existing = _endpoints.Get(key);
        var wanted = Wanted(service, existing);
        if (wanted.Equals(existing))
        {
            return;
        }

        try
        {
            if (existing is null)
            {
                await Client.CreateAsync(wanted, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
            else
            {
                await Client.UpdateAsync(wanted, cancellationToken: cancellationToken).ConfigureAwait(false);
            }
        }
        catch (ApiException refused) when (refused.IsNamespaceTerminating())
        {
            // Nothing is served there any more.
        }
        catch (ApiException refused) when (!refused.IsConflict && !refused.IsAlreadyExists)
        {
            var (reason, verb) = existing is null ? ("FailedToCreateEndpoint", "create") : ("FailedToUpdateEndpoint", "update");
            _events.Record(wanted, "Warning", reason, $"Failed to {verb} endpoint {key}: {refused.Message}");
            throw;
        }
    }

    private static Endpoints Wanted(Service service, Endpoints? existing, ApiList<EndpointSubset> subsets, bool isTruncated)
    {
        var labels = service.Metadata.Labels.Set(ManagedBy, "endpoint-controller");
        labels = service.Spec.ClusterIP == "None" ? labels.Set(Headless, "") : labels.Remove(Headless);
        var metadata = existing?.Metadata ?? new ObjectMeta { Namespace = service.Metadata.Namespace, Name = service.Metadata.Name };
        var annotations = isTruncated ? metadata.Annotations.Set(OverCapacity, "truncated") : metadata.Annotations.Remove(OverCapacity);
        return (existing ?? new Endpoints()) with
        {
            Metadata = metadata with { Labels = labels, Annotations = annotations },
            Subsets = subsets,
        };
    }

    private Endpoints Wanted(Service service, Endpoints? existing)
    {
        var (subsets, isTruncated) = EndpointSubsets.Of(service, PodsOf(service));
        return Wanted(service, existing, subsets, isTruncated);
    }

    private async ValueTask DeleteAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        // Those without the label were made by hand, or by an election that uses Endpoints.
        if (_endpoints.Get(key) is not { } existing || !existing.Metadata.Labels.ContainsKey(ManagedBy))
        {
            return;
        }

        try
        {
            await Client.DeleteAsync<Endpoints>(key.Namespace, key.Name, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // That is what was wanted.
        }
    }
}
