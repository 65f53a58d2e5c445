using KubeSharp.Api;
using KubeSharp.Api.Accounting;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Core.V1;
using KubeSharp.Api.Custom;
using KubeSharp.Client;
using KubeSharp.Client.Informers;

namespace KubeSharp.Controllers.Quotas;

/// <summary>
/// Counts what is used of each quota: when its limits change, when something in its namespace is given back, and every five minutes. What is
/// taken, admission has charged before.
/// </summary>
internal sealed class QuotaController : Controller<NamespacedName>
{
    private static readonly TimeSpan Resync = TimeSpan.FromMinutes(5);

    /// <summary>Custom objects are not watched but listed, so that quotas that count them are counted more often.</summary>
    private static readonly TimeSpan CustomResync = TimeSpan.FromSeconds(30);

    private readonly Store<ResourceQuota> _quotas;
    private readonly Store<CustomResourceDefinition> _definitions;
    private readonly IReadOnlyList<ICountedResource> _resources;

    public QuotaController(ControllerContext context)
        : base("resourcequota-controller", context, context.Options.ConcurrentSyncs, queue: "resourcequota_primary")
    {
        var quotas = context.Informer<ResourceQuota>();
        quotas.AddHandler(new InformerHandler<ResourceQuota>
        {
            Added = Enqueue,
            Updated = (old, quota) =>
            {
                if (old.Spec.Hard != quota.Spec.Hard)
                {
                    Enqueue(quota);
                }
            },
        });
        _quotas = quotas.Store;
        _definitions = context.Informer<CustomResourceDefinition>().Store;
        _resources =
        [
            new ChargedResource<Pod>(context, Replenish),
            new ChargedResource<Service>(context, Replenish),
            new ChargedResource<PersistentVolumeClaim>(context, Replenish),
            .. CountedResource.All(context, Replenish),
        ];
    }

    protected override async ValueTask ReconcileAsync(NamespacedName key, CancellationToken cancellationToken)
    {
        if (_quotas.Get(key) is not { } quota || quota.Metadata.DeletionTimestamp is not null)
        {
            return;
        }

        var tally = new QuotaTally(quota, Time.GetUtcNow());
        foreach (var resource in _resources)
        {
            if (resource.IsNeededBy(quota))
            {
                tally.Add(resource.Resource, resource.List(quota.Metadata.Namespace));
            }
        }

        var hasCustom = false;
        foreach (var resource in CustomResourcesOf(quota))
        {
            hasCustom = true;
            tally.Add(resource, await ListAsync(resource, key.Namespace, cancellationToken).ConfigureAwait(false));
        }

        var counted = tally.Apply();
        if (!counted.Equals(quota))
        {
            await UpdateAsync(counted, cancellationToken).ConfigureAwait(false);
        }

        Queue.AddAfter(key, hasCustom ? CustomResync : Resync);
    }

    /// <summary>A definition has the name by which quotas count its objects.</summary>
    private IEnumerable<ApiResource> CustomResourcesOf(ResourceQuota quota)
    {
        const string Count = "count/";
        foreach (var (name, _) in quota.Spec.Hard)
        {
            if (name.StartsWith(Count, StringComparison.Ordinal)
                && _definitions.Get("", name[Count.Length..]) is { } definition
                && DeclaredResources.IsEstablished(definition)
                && DeclaredResources.StorageVersion(definition) is { } version)
            {
                yield return DeclaredResources.Describe(definition, version);
            }
        }
    }

    private async ValueTask<IReadOnlyList<ApiObject>> ListAsync(ApiResource resource, string ns, CancellationToken cancellationToken)
    {
        var request = new ApiRequest { Verb = ApiVerb.List, Resource = resource, Namespace = ns, MetadataOnly = true };
        var response = await Client.Transport.SendAsync(request, cancellationToken).ConfigureAwait(false);
        return (response.Object as ApiObjectList)?.Objects ?? [];
    }

    private async ValueTask UpdateAsync(ResourceQuota counted, CancellationToken cancellationToken)
    {
        try
        {
            await Client.UpdateStatusAsync(counted, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (ApiException gone) when (gone.IsNotFound)
        {
            // Deleted meanwhile.
        }
    }

    private void Enqueue(ResourceQuota quota) => Queue.Add(NamespacedName.Of(quota));

    /// <summary>The usage of an object has changed, or is no more.</summary>
    private void Replenish(ApiResource resource, ApiObject value)
    {
        var quotas = _quotas.List(value.Metadata.Namespace);
        if (quotas.Count == 0)
        {
            return;
        }

        var usage = QuotaUsage.Of(resource, value, DateTimeOffset.MinValue);
        foreach (var quota in quotas)
        {
            if (usage.Any(entry => quota.Spec.Hard.ContainsKey(entry.Key)) && QuotaScopes.Match(quota, value))
            {
                Enqueue(quota);
            }
        }
    }
}
