using KubeSharp.ApiServer.Admission;
using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.CustomResources;
using KubeSharp.ApiServer.CustomResources.OpenApi;
using KubeSharp.ApiServer.Discovery;
using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.Handlers.Deletes;
using Microsoft.Extensions.Logging;
using Prometheus;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>Resources that CustomResourceDefinitions declare.</summary>
internal static class CustomResourceParts
{
    public static void Add(
        ApiServerParts parts,
        ServerEnvironment environment,
        CachedObjects objects,
        WatchCache cache,
        ResourceEndpoints endpoints,
        DiscoverySource discovery)
    {
        var openApi = new CustomOpenApi();
        parts.OpenApiSources.Add(openApi);
        parts.Tasks.Insert(0, new CustomResourceController(
            new CustomResourceCatalog(cache, endpoints, discovery, openApi, new ServiceLocator(objects), environment.Time),
            objects,
            new DeleteCollectionHandler(new DeleteHandler(new AdmissionChain([], new AdmissionMetrics(Metrics.DefaultRegistry), environment.Time))),
            environment.Time,
            environment.LoggerFactory.CreateLogger<CustomResourceController>()));
    }
}
