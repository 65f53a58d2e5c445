using System.Collections.Concurrent;
using KubeSharp.Api.Apiextensions.V1;
using KubeSharp.Api.Custom;
using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.CustomResources.Conversion;
using KubeSharp.ApiServer.CustomResources.OpenApi;
using KubeSharp.ApiServer.Discovery;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Webhooks;

namespace KubeSharp.ApiServer.CustomResources;

/// <summary>
/// The custom resources that are served now. A definition that changes gets a new store and new endpoints, since everything about it may have
/// changed; its watches end and come back. Used by one task.
/// </summary>
internal sealed class CustomResourceCatalog(
    WatchCache cache, ResourceEndpoints endpoints, DiscoverySource discovery, CustomOpenApi openApi, ServiceLocator locator, TimeProvider time)
{
    private static readonly Dictionary<string, CustomKind> NoKinds = [];

    private readonly ConcurrentDictionary<string, Served> _served = new(StringComparer.Ordinal);

    /// <summary>Lets go of the schemas that nobody has asked for since the last time. For any thread.</summary>
    public void Rest()
    {
        foreach (var kind in _served.Values.SelectMany(static served => served.Kinds))
        {
            kind.Rest();
        }
    }

    /// <summary>The endpoint of the storage version; null if the definition is not served.</summary>
    public ResourceEndpoint? Find(string name) => _served.TryGetValue(name, out var served) ? served.Endpoints[0] : null;

    public async ValueTask ServeAsync(Entry entry, CancellationToken cancellationToken)
    {
        var name = entry.Name;
        if (_served.TryGetValue(name, out var before) && before.Definition.IsStill(entry))
        {
            return;
        }

        var source = new ServedDefinition(entry);
        var definition = source.Definition;
        if (DeclaredResources.StorageVersion(definition) is not { } storage)
        {
            return;
        }

        var kinds = definition.Spec.Versions.ToDictionary(
            version => definition.Spec.Group + "/" + version.Name, version => source.Kind(definition, version), StringComparer.Ordinal);
        var stored = kinds[definition.Spec.Group + "/" + storage.Name];
        var webhook = Webhook(definition);
        var strategy = new CustomResourceStrategy(definition, storage, stored);
        var resource = DeclaredResources.Describe(definition, storage, stored);
        var store = await cache.AddAsync(
            new StoredResource
            {
                Resource = resource,
                Prefix = $"{RegistryPrefix.Root}{definition.Spec.Group}/{resource.Name}/",
                Codec = new CustomCodec(stored, webhook is null ? NoKinds : kinds),
                FieldNames = strategy.SelectableFields,
                Field = strategy.SelectableField,
            },
            before?.Store,
            cancellationToken).ConfigureAwait(false);
        _served[name] = new Served(source, store, [.. Endpoints(definition, storage, kinds, webhook, strategy, store)], [.. kinds.Values]);
        Publish();
        if (before is not null)
        {
            WatchCache.EndWatches(before.Store);
        }
    }

    /// <summary>The group of the definition; null if it was not served.</summary>
    public string? Drop(string name)
    {
        if (!_served.TryRemove(name, out var served))
        {
            return null;
        }

        Publish();
        cache.Remove(served.Store);
        return served.Definition.Group;
    }

    /// <summary>The served definitions of a group, by name. For any thread.</summary>
    public IEnumerable<string> DefinitionsOf(string group) =>
        [.. _served.Where(served => served.Value.Definition.Group == group).Select(served => served.Key)];

    /// <summary>The versions of a group in which anything is served.</summary>
    public IReadOnlySet<string> ServedVersions(string group) => _served.Values
        .Where(served => served.Definition.Group == group)
        .SelectMany(served => served.Definition.ServedVersions)
        .ToHashSet(StringComparer.Ordinal);

    /// <summary>The storage version first.</summary>
    private static IEnumerable<ResourceEndpoint> Endpoints(
        CustomResourceDefinition definition,
        CustomResourceDefinitionVersion storage,
        Dictionary<string, CustomKind> kinds,
        ConversionWebhook? webhook,
        CustomResourceStrategy strategy,
        ResourceStore store)
    {
        var stored = kinds[definition.Spec.Group + "/" + storage.Name];
        yield return Endpoint(
            definition, storage, stored, strategy, store, webhook is null ? null : new CustomConverter(stored, stored, webhook));
        foreach (var version in definition.Spec.Versions)
        {
            if (version.Served && version.Name != storage.Name)
            {
                var kind = kinds[definition.Spec.Group + "/" + version.Name];
                yield return Endpoint(
                    definition,
                    version,
                    kind,
                    new CustomResourceStrategy(definition, version, kind),
                    store,
                    new CustomConverter(stored, kind, webhook));
            }
        }
    }

    /// <summary>Null for the conversion "None".</summary>
    private ConversionWebhook? Webhook(CustomResourceDefinition definition) =>
        definition.Spec.Conversion is { Strategy: "Webhook", Webhook: { ClientConfig: { } config } webhook }
        && ConversionWebhook.ReviewVersionOf(webhook.ConversionReviewVersions) is { } version
            ? new ConversionWebhook(version, new WebhookClient(WebhookAddress.Of(config), locator, time))
            : null;

    private static ResourceEndpoint Endpoint(
        CustomResourceDefinition definition,
        CustomResourceDefinitionVersion version,
        CustomKind kind,
        CustomResourceStrategy strategy,
        ResourceStore store,
        Resources.IVersionConverter? converter) => new()
        {
            Resource = DeclaredResources.Describe(definition, version, kind),
            Type = kind.Type,
            ListType = kind.ListType,
            Strategy = strategy,
            Converter = converter,
            Store = store,
            Scale = version.Subresources?.Scale is { } scale ? new CustomScale(scale) : null,
            IsCustom = true,
        };

    private void Publish()
    {
        var all = _served.Values
            .SelectMany(served => served.Endpoints.Where(endpoint => served.Definition.ServedVersions.Contains(endpoint.Resource.Version)))
            .ToList();
        endpoints.SetCustom(all);
        discovery.SetCustom(all);
        openApi.Set([.. _served.Values.Select(served => served.Definition)]);
    }

    /// <param name="Endpoints">That of the storage version first.</param>
    /// <param name="Kinds">Of all versions.</param>
    private sealed record Served(
        ServedDefinition Definition, ResourceStore Store, IReadOnlyList<ResourceEndpoint> Endpoints, IReadOnlyList<CustomKind> Kinds);
}
