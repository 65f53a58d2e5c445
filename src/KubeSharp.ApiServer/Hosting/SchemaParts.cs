using KubeSharp.ApiServer.Handlers;
using KubeSharp.ApiServer.OpenApi;

namespace KubeSharp.ApiServer.Hosting;

/// <summary>What clients learn about the schemas of resources.</summary>
internal static class SchemaParts
{
    public static void Add(ApiServerParts parts, ServerEnvironment environment, ResourceEndpoints endpoints)
    {
        var documents = new OpenApiDocuments(endpoints.All.Select(endpoint => endpoint.Resource), environment.Options.Version);
        parts.OpenApiSources.ForEach(documents.Add);
        var handler = new OpenApiHandler(documents);
        parts.Routes.AddPrefix("/openapi/v2", handler);
        parts.Routes.AddPrefix("/openapi/v3", handler);
    }
}
