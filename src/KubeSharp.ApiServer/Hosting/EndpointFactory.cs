using KubeSharp.Api;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Resources;
using KubeSharp.ApiServer.Resources.Versions;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>Makes an endpoint for every resource that is switched on, and one store for all versions of a stored one.</summary>
internal static class EndpointFactory
{
    public static async ValueTask<ResourceEndpoints> MakeAsync(
        ApiServerOptions options, ApiServerParts parts, WatchCache cache, CancellationToken cancellationToken)
    {
        var endpoints = new List<ResourceEndpoint>();
        var stores = new Dictionary<string, (ResourceStore Store, ResourceStrategy Strategy)>(StringComparer.Ordinal);
        foreach (var resource in ApiResources.All)
        {
            if (resource.ServedBy is not null || resource.Type is null || !RuntimeConfig.IsEnabled(options.RuntimeConfig, resource))
            {
                continue;
            }

            if (!resource.Verbs.Contains("watch"))
            {
                endpoints.Add(new ResourceEndpoint { Resource = resource, Type = resource.Type, Strategy = parts.Strategies.Find(resource) ?? new GenericStrategy(resource) });
                continue;
            }

            var converter = parts.Converters.GetValueOrDefault((resource.Group, resource.Version, resource.Name));
            var prefix = RegistryPrefix.For(resource);
            if (!stores.TryGetValue(prefix, out var stored))
            {
                var strategy = parts.Strategies.Find(resource) ?? new GenericStrategy(Stored(resource, converter));
                var codec = new BuiltInCodec(
                    strategy,
                    StorageVersions.Of(parts.Converters, resource),
                    StorageVersions.Choose(parts.Converters, resource, options.StorageVersions));
                var store = await cache.AddAsync(Describe(options, resource, prefix, strategy, codec), cancellationToken).ConfigureAwait(false);
                stores.Add(prefix, stored = (store, strategy));
            }

            if (converter is null && resource.Type != stored.Strategy.Type)
            {
                // Nothing can show the stored objects in this version.
                continue;
            }

            endpoints.Add(new ResourceEndpoint
            {
                Resource = resource,
                Type = resource.Type,
                Strategy = stored.Strategy,
                Converter = converter,
                Store = stored.Store,
            });
        }

        return new ResourceEndpoints(endpoints);
    }

    /// <summary>A resource that is first met in a version that is converted is stored in another one.</summary>
    private static ApiResource Stored(ApiResource resource, IVersionConverter? converter) => converter is null
        ? resource
        : ApiResources.Find(((ApiObject)converter.ToStored((ApiObject)resource.Type!.Empty)).ApiType) ?? resource;

    private static StoredResource Describe(
        ApiServerOptions options, ApiResource resource, string prefix, ResourceStrategy strategy, BuiltInCodec codec) => new()
        {
            Resource = resource,
            Prefix = prefix,
            Codec = codec,
            TimeToLive = strategy.Expires ? options.EventTtl : null,
            FieldNames = strategy.SelectableFields,
            Field = strategy.SelectableField,
        };
}
