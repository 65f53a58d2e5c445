using KubeSharp.ApiServer.Aggregation;
using KubeSharp.ApiServer.Cache;
using KubeSharp.ApiServer.Handlers;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>Group versions that extension servers serve.</summary>
internal static class AggregationParts
{
    public static Aggregator Add(ApiServerParts parts, ServerEnvironment environment, ResourceEndpoints endpoints, CachedObjects objects)
    {
        var aggregator = new Aggregator(
            environment.Options, [.. endpoints.All.Select(endpoint => endpoint.Resource)], objects, environment.Time);
        parts.Aggregator = aggregator;
        parts.OpenApiSources.Add(aggregator.Extensions);
        parts.Tasks.Add(aggregator);
        return aggregator;
    }
}
